//! Page size and margins (domain.md §7.2). Not here: fonts (`styles`), the page numbers themselves
//! (`footer_odd.xml`, `footer_even.xml`, put in by `package`).

use docx_rs::{Docx, PageMargin, PageOrientationType, PageSize, Section};

/// A4 in twentieths of a point.
const A4_SHORT: u32 = 11_906;
const A4_LONG: u32 = 16_838;

/// 天头 37, 订口 28, right 26, bottom 35 mm, in twentieths of a point.
const TOP: i32 = 2_098;
const LEFT: i32 = 1_587;
const RIGHT: i32 = 1_474;
const BOTTOM: i32 = 1_984;
/// 版心下边缘之下一行: the page number stands 7 mm below the text.
const FOOTER: i32 = 1_400;

/// Width of the text, in twentieths of a point.
pub fn text_width(landscape: bool) -> usize {
    if landscape { 12_756 } else { 8_845 }
}

fn margin(landscape: bool) -> PageMargin {
    // Turned counter-clockwise: the binding edge of the upright page becomes the top.
    let (top, right, bottom, left) = if landscape {
        (LEFT, TOP, RIGHT, BOTTOM)
    } else {
        (TOP, RIGHT, BOTTOM, LEFT)
    };
    let footer = if landscape { RIGHT / 2 } else { FOOTER };
    PageMargin {
        top,
        left,
        bottom,
        right,
        header: 851,
        footer,
        gutter: 0,
    }
}

/// Gives a section its page.
pub fn shape(section: Section, landscape: bool) -> Section {
    let section = section.page_margin(margin(landscape));
    if landscape {
        let size = PageSize::new().size(A4_LONG, A4_SHORT);
        section
            .page_size(size)
            .page_orient(PageOrientationType::Landscape)
    } else {
        section.page_size(PageSize::new().size(A4_SHORT, A4_LONG))
    }
}

/// Gives the last section, which belongs to the document itself, its page.
pub fn set_last(document: Docx, landscape: bool) -> Docx {
    let document = document.page_margin(margin(landscape));
    if landscape {
        document
            .page_size(A4_LONG, A4_SHORT)
            .page_orient(PageOrientationType::Landscape)
    } else {
        document.page_size(A4_SHORT, A4_LONG)
    }
}
