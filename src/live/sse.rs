//! The text of an event stream, as far as the gateway uses it (WHATWG HTML §9.2.6).

/// A frame of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A `data:` frame.
    Data(String),
    /// An `id:` alone: how far the log has come.
    At(String),
    /// `event: reset`: the cursor was too old; the new one, if it came along.
    Reset(Option<String>),
}

/// Takes bytes as they come, cut anywhere.
#[derive(Default)]
pub struct Parser {
    pending: Vec<u8>,
    data: String,
    event: String,
    id: Option<String>,
}

impl Parser {
    /// Takes a piece and returns the frames that are whole now.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Frame> {
        self.pending.extend_from_slice(piece);
        let mut frames = Vec::new();
        while let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            if let Some(frame) = self.line(line.trim_end_matches(['\r', '\n'])) {
                frames.push(frame);
            }
        }
        frames
    }

    fn line(&mut self, line: &str) -> Option<Frame> {
        if line.is_empty() {
            return self.end();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if !self.data.is_empty() {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.event),
            "id" => self.id = Some(value.to_owned()),
            _ => {}
        }
        None
    }

    fn end(&mut self) -> Option<Frame> {
        let data = std::mem::take(&mut self.data);
        let event = std::mem::take(&mut self.event);
        let id = self.id.take();
        if event == "reset" {
            return Some(Frame::Reset(id));
        }
        if data.is_empty() {
            return id.map(Frame::At);
        }
        Some(Frame::Data(data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_survive_any_cut() {
        let text = "retry: 1000\nid: 5\n\n: beat\n\nid: 7\ndata: {\"名\":1}\n\nevent: reset\r\nid: 9\r\ndata: x\r\n\r\n";
        let whole = Parser::default().push(text.as_bytes());
        assert_eq!(
            whole,
            [
                Frame::At("5".into()),
                Frame::Data("{\"名\":1}".into()),
                Frame::Reset(Some("9".into()))
            ]
        );
        for at in 0..text.len() {
            let mut parser = Parser::default();
            let (first, second) = text.as_bytes().split_at(at);
            let mut frames = parser.push(first);
            frames.extend(parser.push(second));
            assert_eq!(frames, whole, "cut at {at}");
        }
    }

    #[test]
    fn a_frame_that_never_ends_is_no_frame() {
        assert_eq!(Parser::default().push(b"data: half\n"), []);
    }
}
