//! QR codes as SVG. Not here: what stands around them.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder as _, Shape};
use fast_qr::{ECL, QRBuilder};

/// The address as a QR code, readable with a quarter of it worn off; `None` when it is too long.
pub fn qr_svg(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::Q).build().ok()?;
    Some(
        SvgBuilder::default()
            .shape(Shape::Square)
            .margin(4)
            .to_str(&code),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_picture_without_another_origin() {
        let svg = qr_svg("https://wj.example.cn/q/2345ZYXWZABC").unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
        assert!(!svg.contains("href") && svg.len() < 40_000, "{}", svg.len());
        assert_eq!(qr_svg(&"x".repeat(10_000)), None);
    }
}
