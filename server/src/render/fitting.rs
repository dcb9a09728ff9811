//! How much room words need on paper, by estimate: so wide a column must be that no number in it
//! breaks, so large the letters of the abstract may be that it stays on one page. Lengths are
//! tenths of a point. Not here: setting the words (`pdf`, `docx`).

use domain::report::{Alignment, Block, Cell, Chapter, Column, Content, Span, Table, labels};

use super::html::Covered;

/// A number, a date or a code of more characters may break after all.
const WHOLE_CHARACTERS: usize = 26;
/// A centred word of so few characters stays on one line.
const SHORT_WORD: usize = 5;
/// 版心 upright: width and height.
const PAGE_WIDTH: usize = 4_420;
const PAGE_HEIGHT: usize = 6_370;
/// What is left free, because the widths are estimates.
const SPARE: usize = 250;

/// Letters and distance of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSize {
    /// Height of the letters.
    pub letters: usize,
    /// From one line to the next.
    pub line: usize,
}

/// 三号 as everywhere, then smaller.
const SIZES: [TextSize; 5] = [
    TextSize {
        letters: 160,
        line: 288,
    },
    TextSize {
        letters: 140,
        line: 240,
    },
    TextSize {
        letters: 120,
        line: 195,
    },
    TextSize {
        letters: 105,
        line: 165,
    },
    TextSize {
        letters: 90,
        line: 135,
    },
];

/// Width of a character in hundredths of its size, a little more than fonts have.
fn hundredths(character: char) -> usize {
    match character {
        '0'..='9' => 56,
        'W' | 'M' | 'm' | '%' | '@' => 96,
        'A'..='Z' => 74,
        '.' | ',' | ';' | ':' | '\'' | '!' | '|' | 'i' | 'l' => 34,
        '-' | '(' | ')' | '/' | '[' | ']' | ' ' | 'f' | 'j' | 't' | 'r' => 42,
        '\0'..='\u{2e7f}' => 62,
        _ => 100,
    }
}

/// How wide a text is on one line.
pub fn width(text: &str, size: usize) -> usize {
    text.chars().map(hundredths).sum::<usize>() * size / 100
}

/// Whether a character belongs to a word that Chinese line breaking does not take apart.
pub fn is_within_word(character: char) -> bool {
    character < '\u{2e80}' && !character.is_whitespace()
}

/// The widths of a table's columns, together `total`: by their shares, but none so narrow that a
/// number, a date or a code breaks, as long as there is room for all.
pub fn column_widths(table: &Table, total: usize, size: usize, inset: usize) -> Vec<usize> {
    let shares: Vec<usize> = table.columns.iter().map(share).collect();
    let needs: Vec<usize> = needs(table, size).iter().map(|need| need + inset).collect();
    let mut fixed = vec![false; shares.len()];
    let mut widths = by_share(&shares, &fixed, &needs, total);
    if needs.iter().sum::<usize>() <= total {
        while let Some(narrow) = widths.iter().zip(&needs).position(|(has, need)| has < need) {
            fixed[narrow] = true;
            widths = by_share(&shares, &fixed, &needs, total);
        }
    }
    let used: usize = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += total.saturating_sub(used);
    }
    widths
}

fn share(column: &Column) -> usize {
    usize::from(column.share.max(1))
}

fn by_share(shares: &[usize], fixed: &[bool], needs: &[usize], total: usize) -> Vec<usize> {
    let all = || shares.iter().zip(fixed).zip(needs);
    let taken: usize = all()
        .filter(|((_, fixed), _)| **fixed)
        .map(|(_, need)| need)
        .sum();
    let parts: usize = all()
        .filter(|((_, fixed), _)| !**fixed)
        .map(|((share, _), _)| share)
        .sum();
    let rest = total.saturating_sub(taken);
    let one = |((share, fixed), need): ((&usize, &bool), &usize)| match fixed {
        true => *need,
        false => rest * share / parts.max(1),
    };
    all().map(one).collect()
}

/// The least room for text that each column needs.
fn needs(table: &Table, size: usize) -> Vec<usize> {
    let heading = |column: &Column| heading_need(&column.heading, size);
    let mut needs: Vec<usize> = table.columns.iter().map(heading).collect();
    let mut covered = Covered::new(table.columns.len());
    for row in &table.rows {
        for (column, cell) in covered.place(&row.cells) {
            let alignment = table.columns.get(column).map(|column| column.alignment);
            if let (Some(need), Some(alignment), 0 | 1) =
                (needs.get_mut(column), alignment, cell.column_span)
            {
                *need = (*need).max(cell_need(cell, alignment, size));
            }
        }
    }
    needs
}

fn cell_need(cell: &Cell, alignment: Alignment, size: usize) -> usize {
    let text: String = cell.spans.iter().map(Span::text).collect();
    let length = text.chars().count();
    let is_day = text.ends_with('日') && text.starts_with(|c: char| c.is_ascii_digit());
    let is_whole = match alignment {
        Alignment::Left => false,
        Alignment::Centre => length <= SHORT_WORD || is_day,
        Alignment::Right => length <= WHOLE_CHARACTERS,
    };
    if is_whole {
        width(&text, size)
    } else {
        longest_word(&text, size)
    }
}

/// The widest word that stays whole; a mark behind it stays with it.
fn longest_word(text: &str, size: usize) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let words = characters.chunk_by(|one, two| is_within_word(*one) == is_within_word(*two));
    let width_of = |word: &[char]| {
        let is_word = word.first().is_some_and(|c| is_within_word(*c));
        let is_short = is_word && word.len() <= WHOLE_CHARACTERS;
        let hundredths: usize = word.iter().map(|c| hundredths(*c)).sum();
        if is_short {
            (hundredths + 50) * size / 100
        } else {
            0
        }
    };
    words.map(width_of).max().unwrap_or(0)
}

/// Headings of up to three characters stay on one line, longer ones take two, or lines of four.
fn heading_need(heading: &str, size: usize) -> usize {
    let length = heading.chars().count();
    let on_a_line = match length {
        0..=3 => length,
        4..=8 => length.div_ceil(2),
        _ => 4,
    };
    longest_word(heading, size).max(on_a_line * size + size / 10)
}

/// A heading in lines of about the same length; one with Latin letters breaks by itself.
pub fn heading_lines(heading: &str, room: usize, size: usize) -> Vec<String> {
    let needed = width(heading, size);
    if needed <= room || heading.chars().any(is_within_word) {
        return vec![heading.to_owned()];
    }
    let characters: Vec<char> = heading.chars().collect();
    let lines = needed.div_ceil(room.max(size));
    let chunks = characters.chunks(characters.len().div_ceil(lines.max(1)).max(1));
    chunks.map(|line| line.iter().collect()).collect()
}

/// The largest letters with which a chapter stays on one upright page; the smallest there are, if
/// none do.
pub fn one_page_size(chapter: &Chapter) -> TextSize {
    let fits = |size: &&TextSize| height(chapter, **size) + SPARE <= PAGE_HEIGHT;
    let [.., smallest] = SIZES;
    SIZES.iter().find(fits).copied().unwrap_or(smallest)
}

fn height(chapter: &Chapter, size: TextSize) -> usize {
    let mut height = lines(&chapter.heading, 160, 0) * 288;
    for section in &chapter.sections {
        if section.heading.is_some() {
            height += size.line * 6 / 5;
        }
        height += section
            .blocks
            .iter()
            .map(|block| block_height(block, size))
            .sum::<usize>();
    }
    height
}

fn lines(text: &str, letters: usize, indent: usize) -> usize {
    let paragraphs = text.split('\n');
    paragraphs
        .map(|text| (width(text, letters) + indent).div_ceil(PAGE_WIDTH).max(1))
        .sum()
}

fn block_height(block: &Block, size: TextSize) -> usize {
    match &block.content {
        Content::Table(table) => {
            let letters = 120;
            let widths = column_widths(table, PAGE_WIDTH, letters, 90);
            let mut height =
                560 + lines(&labels::table_caption(table.number, &table.title), 120, 0);
            for row in &table.rows {
                let cells = row.cells.iter().zip(&widths).map(|(cell, room)| {
                    let text: String = cell.spans.iter().map(Span::text).collect();
                    width(&text, letters)
                        .div_ceil(room.saturating_sub(90).max(1))
                        .max(1)
                });
                height += cells.max().unwrap_or(1) * 150 + 60;
            }
            height
        }
        _ => lines(&block.plain_text(), size.letters, size.letters * 2) * size.line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(texts: &[(&str, Alignment)]) -> Table {
        let column = |(_, alignment): &(&str, Alignment)| Column {
            heading: "名".to_owned(),
            share: 1,
            alignment: *alignment,
        };
        let cell = |(text, _): &(&str, Alignment)| Cell {
            spans: vec![Span::Text((*text).to_owned())],
            row_span: 1,
            column_span: 1,
        };
        Table {
            number: 0,
            title: String::new(),
            unit: None,
            columns: texts.iter().map(column).collect(),
            rows: vec![domain::report::Row {
                cells: texts.iter().map(cell).collect(),
                total: false,
            }],
        }
    }

    #[test]
    fn a_column_is_wide_enough_for_its_numbers_and_the_sum_is_kept() {
        let texts = [
            ("P-012-05、P-012-06", Alignment::Left),
            ("2026-09-15", Alignment::Centre),
            ("路面平整，边沟畅通", Alignment::Left),
        ];
        let widths = column_widths(&table(&texts), 2_000, 105, 90);
        assert_eq!(widths.iter().sum::<usize>(), 2_000);
        assert!(widths[0] >= width("P-012-05", 105) + 90);
        assert!(widths[1] >= width("2026-09-15", 105) + 90);
    }

    #[test]
    fn a_heading_breaks_into_halves() {
        assert_eq!(heading_lines("涉及金额", 350, 105), ["涉及", "金额"]);
        assert_eq!(heading_lines("项目", 350, 105), ["项目"]);
    }
}
