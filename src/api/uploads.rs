//! `uploads`: tus 1.0, creation and then pieces, so that progress can be shown.

use banshi_contract::UploadedFile;
use web_sys::File;

use super::{Answer, Api, ApiError, Body, Call, Method};

/// Bytes a piece: small enough to show progress on a slow line.
const PIECE_BYTES: f64 = 256.0 * 1024.0;

/// Media types by the end of a name.
const BY_ENDING: [(&str, &str); 4] = [
    (".pdf", "application/pdf"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".png", "image/png"),
];

/// What a file says it is; by its name where the browser says nothing (some web views).
#[must_use]
pub fn media_type(file: &File) -> String {
    let told = file.type_();
    if !told.is_empty() {
        return told;
    }
    let name = file.name().to_lowercase();
    BY_ENDING
        .iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map_or(told, |(_, kind)| (*kind).to_owned())
}

/// Sends a file. `progress` gets the bytes that the gateway has.
///
/// # Errors
/// See [`ApiError`]; `validation` or `unsupported` when the gateway does not take it.
pub async fn send(api: Api, file: &File, progress: impl Fn(f64)) -> Result<UploadedFile, ApiError> {
    let size = file.size();
    let metadata = format!(
        "filename {},filetype {}",
        base64(&file.name()),
        base64(&media_type(file))
    );
    let creation = Call::new(Method::Post, "/uploads")
        .header("Tus-Resumable", "1.0.0")
        .header("Upload-Length", &format!("{size}"))
        .header("Upload-Metadata", &metadata);
    let created = api.send(creation).await?;
    let id = created
        .header("location")
        .and_then(|place| place.rsplit('/').next().map(str::to_owned))
        .ok_or_else(|| ApiError::unreadable("/uploads"))?;
    let mut offset = 0.0;
    while offset < size {
        let end = (offset + PIECE_BYTES).min(size);
        let piece = file
            .slice_with_f64_and_f64(offset, end)
            .map_err(|_| ApiError::unreadable("/uploads"))?;
        let mut call = Call::new(Method::Patch, &format!("/uploads/{id}"))
            .header("Tus-Resumable", "1.0.0")
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", &format!("{offset}"));
        call.body = Body::Blob(piece);
        let answer = api.send(call).await?;
        let now = offset_of(&answer).ok_or_else(|| ApiError::unreadable("/uploads"))?;
        // An offset that does not move would send the same piece for ever.
        if now <= offset {
            return Err(ApiError::unreadable("/uploads"));
        }
        offset = now;
        progress(offset);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file's size"
    )]
    let bytes = size as u64;
    Ok(UploadedFile {
        upload_id: id,
        name: file.name(),
        size: bytes,
        media_type: media_type(file),
    })
}

/// Takes an upload back.
///
/// # Errors
/// See [`ApiError`].
pub async fn delete(api: Api, id: &str) -> Result<(), ApiError> {
    let call = Call::new(Method::Delete, &format!("/uploads/{id}"));
    api.send(call.header("Tus-Resumable", "1.0.0"))
        .await
        .map(|_| ())
}

fn offset_of(answer: &Answer) -> Option<f64> {
    answer
        .header("upload-offset")
        .and_then(|text| text.parse().ok())
}

/// Base64 of the UTF-8 bytes, as tus metadata wants it.
fn base64(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET.get((bits >> (18 - 6 * place) & 63) as usize);
            out.push(if place > chunk.len() {
                '='
            } else {
                digit.map_or('=', |d| char::from(*d))
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain), coded);
        }
        assert_eq!(base64("合同.pdf"), "5ZCI5ZCMLnBkZg==");
    }
}
