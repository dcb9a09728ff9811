//! What bytes are, by what they begin with, never by a name: which contents a record's attachment
//! may have. Tablet and server ask the same rule. Not here: decoding pictures (the server does).

use super::AttachmentKind;

/// The largest attachment in bytes: a photo is under 2 MiB, an hour of speech about 15 MiB.
pub const ATTACHMENT_LIMIT_BYTES: u64 = 25 * 1024 * 1024;

/// How many first bytes [`content_of`] wants to see; fewer only of a shorter file.
pub const CONTENT_HEAD_BYTES: usize = 1024;

/// The sort of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// JPEG, PNG or WebP: the only contents that are ever shown in place.
    Picture,
    /// Recorded speech.
    Audio,
    /// PDF, office documents, plain text: kept and given out again, never opened by us.
    Document,
}

/// What some bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// The sort.
    pub kind: ContentKind,
    /// The media type to give them out with.
    pub media_type: &'static str,
    /// The ending of a file name, without the dot.
    pub extension: &'static str,
}

const fn content(kind: ContentKind, media_type: &'static str, extension: &'static str) -> Content {
    Content {
        kind,
        media_type,
        extension,
    }
}

/// (offset, bytes that stand there, what that means); the first that fits counts.
const SIGNATURES: [(usize, &[u8], Content); 15] = {
    use ContentKind::{Audio, Document, Picture};
    [
        (0, b"\xFF\xD8\xFF", content(Picture, "image/jpeg", "jpg")),
        (
            0,
            b"\x89PNG\r\n\x1A\n",
            content(Picture, "image/png", "png"),
        ),
        (8, b"WEBP", content(Picture, "image/webp", "webp")),
        (0, b"OggS", content(Audio, "audio/ogg", "ogg")),
        (0, b"\x1A\x45\xDF\xA3", content(Audio, "audio/webm", "webm")),
        (4, b"ftyp", content(Audio, "audio/mp4", "m4a")),
        (8, b"WAVE", content(Audio, "audio/wav", "wav")),
        (0, b"ID3", content(Audio, "audio/mpeg", "mp3")),
        (0, b"\xFF\xFB", content(Audio, "audio/mpeg", "mp3")),
        (0, b"\xFF\xF1", content(Audio, "audio/aac", "aac")),
        (0, b"#!AMR", content(Audio, "audio/amr", "amr")),
        (0, b"fLaC", content(Audio, "audio/flac", "flac")),
        (0, b"%PDF-", content(Document, "application/pdf", "pdf")),
        // Word, Excel and PowerPoint since 2007, OpenDocument, and archives of files.
        (
            0,
            b"PK\x03\x04",
            content(Document, "application/zip", "zip"),
        ),
        // Word, Excel and PowerPoint before 2007, and WPS.
        (
            0,
            b"\xD0\xCF\x11\xE0",
            content(Document, "application/x-ole-storage", "doc"),
        ),
    ]
};

/// What bytes beginning with `head` are; `None` for programs, web pages and anything unknown.
pub fn content_of(head: &[u8]) -> Option<Content> {
    let known = SIGNATURES.iter().find(|(offset, signature, _)| {
        head.get(*offset..)
            .is_some_and(|rest| rest.starts_with(signature))
    });
    match known {
        Some((_, _, content)) => Some(office_content(head).unwrap_or(*content)),
        None => is_plain_text(head).then(|| content(ContentKind::Document, "text/plain", "txt")),
    }
}

/// An office file is an archive whose first entries name its sort.
fn office_content(head: &[u8]) -> Option<Content> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    let office =
        |media_type, extension| Some(content(ContentKind::Document, media_type, extension));
    match () {
        () if holds(b"word/") => office(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        () if holds(b"xl/") => office(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
        () if holds(b"ppt/") => office(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "pptx",
        ),
        () => None,
    }
}

/// Text in any encoding of the practice (UTF-8, GB 18030): no control characters (neither encoding
/// has DEL in a longer character), no markup and no script, which a browser or a shell might run.
fn is_plain_text(head: &[u8]) -> bool {
    let body = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let begin = body.trim_ascii_start();
    let is_control =
        |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    !begin.is_empty()
        && !begin.starts_with(b"<")
        && !begin.starts_with(b"#!")
        && !begin.starts_with(b"MZ")
        && !body.iter().any(is_control)
}

/// Whether an attachment of this kind may have this content.
pub fn may_hold(kind: AttachmentKind, content: Option<Content>) -> bool {
    match (kind, content.map(|content| content.kind)) {
        (_, None) => false,
        (AttachmentKind::Photo | AttachmentKind::Signature, Some(found)) => {
            found == ContentKind::Picture
        }
        (AttachmentKind::Audio, Some(found)) => found == ContentKind::Audio,
        (AttachmentKind::File, Some(_)) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media_type(head: &[u8]) -> Option<&'static str> {
        content_of(head).map(|content| content.media_type)
    }

    #[test]
    fn bytes_say_what_they_are_whatever_their_name() {
        assert_eq!(
            media_type(b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
            Some("image/jpeg")
        );
        assert_eq!(media_type(b"RIFF\x24\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"RIFF\x24\0\0\0WAVEfmt "), Some("audio/wav"));
        assert_eq!(media_type(b"\x1A\x45\xDF\xA3webm"), Some("audio/webm"));
        assert_eq!(media_type(b"\0\0\0\x20ftypM4A "), Some("audio/mp4"));
        assert_eq!(media_type(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(media_type("项目,金额\n".as_bytes()), Some("text/plain"));
    }

    #[test]
    fn an_office_file_is_told_by_its_first_entries() {
        let mut head = b"PK\x03\x04\x14\0\0\0word/document.xml".to_vec();
        assert_eq!(content_of(&head).map(|c| c.extension), Some("docx"));
        head = b"PK\x03\x04\x14\0\0\0photos/1.jpg".to_vec();
        assert_eq!(content_of(&head).map(|c| c.extension), Some("zip"));
    }

    #[test]
    fn programs_scripts_and_web_pages_are_refused() {
        for head in [
            &b"MZ\x90\0\x03"[..],
            b"\x7FELF\x02\x01\x01",
            b"#!/bin/sh\nrm",
            b"  <!doctype html><script>",
            b"<svg onload=alert(1)>",
            b"",
        ] {
            assert_eq!(content_of(head), None, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_photo_is_a_picture_and_a_file_is_anything_known() {
        let pdf = content_of(b"%PDF-1.7");
        assert!(!may_hold(AttachmentKind::Photo, pdf));
        assert!(!may_hold(AttachmentKind::Audio, pdf));
        assert!(may_hold(AttachmentKind::File, pdf));
        assert!(may_hold(AttachmentKind::Audio, content_of(b"OggS\0")));
        assert!(!may_hold(AttachmentKind::File, content_of(b"\x7FELF")));
    }
}
