"""What schemathesis needs to send the bytes of an upload."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def chunk(_context, value):
    """A chunk is bytes, whatever was made for it."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
