//! From the lines of the starter content (measurements, checks, photos, pages) to rows of a survey
//! sheet. Not here: writing cells.

use std::collections::BTreeMap;

use super::starter_workbooks::Text;

/// One row of the survey sheet.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Row {
    /// The `type` column.
    #[serde(rename = "type")]
    pub kind: String,
    pub name: String,
    pub label: Text,
    pub hint: Text,
    pub required: String,
    pub relevant: String,
    pub constraint: String,
    pub message: Text,
    pub appearance: String,
    pub default: String,
    pub read_only: String,
    /// `bind::kp:…` columns by name.
    pub kp: BTreeMap<String, String>,
}

/// What the site form holds, section by section.
#[derive(serde::Deserialize)]
pub(super) struct SiteBody {
    words: Words,
    header: Vec<Row>,
    measure: Vec<MeasureLine>,
    checks: Vec<CheckLine>,
    photos: Vec<PhotoSlot>,
    conclusion: Vec<Row>,
    signoff: Vec<Row>,
}

/// One page of a questionnaire.
#[derive(serde::Deserialize)]
pub(super) struct Page {
    name: String,
    relevant: String,
    rows: Vec<Row>,
}

/// How a line of measurements is entered.
#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum MeasureKind {
    /// A design value, one or more measured points.
    Number,
    /// Length and height, designed and measured.
    Dimensions,
    /// One of a list, designed and found.
    Compare,
    /// One of a list before and after works.
    BeforeAfter,
    /// One of a list, from the design.
    Single,
}

#[derive(serde::Deserialize)]
struct MeasureLine {
    id: String,
    kind: MeasureKind,
    label: Text,
    #[serde(default)]
    hint: Text,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    points: u32,
    #[serde(default)]
    tolerance: String,
    #[serde(default)]
    list: String,
    /// Whether it is the project's quantity, which the output indicators sum up.
    #[serde(default)]
    quantity: bool,
    #[serde(default)]
    project_type: String,
}

#[derive(serde::Deserialize)]
struct CheckLine {
    id: String,
    label: Text,
    indicator: String,
    severity_if_no: String,
    finding_title: String,
    photo_min: u32,
    #[serde(default)]
    project_type: String,
}

#[derive(serde::Deserialize)]
struct PhotoSlot {
    id: String,
    label: Text,
    required: bool,
}

/// The labels that lines share, such as those of a design and a measured value.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Words(BTreeMap<String, Text>);

impl Words {
    /// A word the content lacks is empty, which `rxform` refuses: a question needs a label.
    pub fn text(&self, key: &str) -> Text {
        self.0.get(key).cloned().unwrap_or_default()
    }

    fn numbered(&self, key: &str, number: u32) -> Text {
        let Text { zh, en } = self.text(key);
        Text {
            zh: format!("{zh}{number}"),
            en: format!("{en} {number}"),
        }
    }
}

pub(super) fn question(kind: &str, name: String, label: Text) -> Row {
    Row {
        kind: kind.to_owned(),
        name,
        label,
        ..Row::default()
    }
}

pub(super) fn group(name: &str, label: Text, rows: impl IntoIterator<Item = Row>) -> Vec<Row> {
    let mut all = vec![question("begin group", name.to_owned(), label)];
    all.extend(rows);
    all.push(question("end group", String::new(), Text::default()));
    all
}

/// The relevance of a line that belongs to one type of project only.
fn only_for(project_type: &str) -> String {
    match project_type {
        "" => String::new(),
        name => format!("${{h4}} = '{name}'"),
    }
}

/// The whole site form.
pub(super) fn site_rows(body: &SiteBody) -> Vec<Row> {
    let words = &body.words;
    let photos = body.photos.iter().map(|slot| Row {
        required: if slot.required {
            "yes".to_owned()
        } else {
            String::new()
        },
        ..question("image", slot.id.clone(), slot.label.clone())
    });
    [
        group("header", words.text("header"), body.header.iter().cloned()),
        group(
            "measure",
            words.text("measurements"),
            body.measure.iter().flat_map(|line| measure(line, words)),
        ),
        group(
            "checks",
            words.text("checks"),
            body.checks.iter().flat_map(|line| check(line, words)),
        ),
        group("photos", words.text("photos"), photos),
        group(
            "conclusion",
            words.text("conclusion"),
            body.conclusion.iter().cloned(),
        ),
        group(
            "signoff",
            words.text("sign_off"),
            body.signoff.iter().cloned(),
        ),
    ]
    .concat()
}

/// A whole questionnaire: one group per page.
pub(super) fn page_rows(pages: &[Page]) -> Vec<Row> {
    let mut rows = Vec::new();
    for page in pages {
        let label = page
            .rows
            .last()
            .map(|row| row.label.clone())
            .unwrap_or_default();
        let mut page_rows = group(&page.name, label, page.rows.iter().cloned());
        if let Some(begin) = page_rows.first_mut() {
            begin.relevant = page.relevant.clone();
            begin.appearance = "field-list".to_owned();
        }
        rows.extend(page_rows);
    }
    rows
}

fn measure(line: &MeasureLine, words: &Words) -> Vec<Row> {
    let design = || words.text("design");
    let measured = || words.text("measured");
    let select = format!("select_one {}", line.list);
    let named = |suffix: &str| format!("{}_{suffix}", line.id);
    let entries: Vec<Row> = match line.kind {
        MeasureKind::Number if line.points > 1 => {
            std::iter::once((named("design"), design(), true))
                .chain((1..=line.points).map(|point| {
                    let label = words.numbered("measured", point);
                    (named(&format!("measured_{point}")), label, false)
                }))
                .map(|(name, label, is_design)| number(line, name, label, is_design))
                .collect()
        }
        MeasureKind::Number => vec![
            number(line, named("design"), design(), true),
            number(line, named("measured"), measured(), false),
        ],
        MeasureKind::Dimensions => vec![
            number(
                line,
                named("design_length"),
                words.text("design_length"),
                true,
            ),
            number(
                line,
                named("design_height"),
                words.text("design_height"),
                true,
            ),
            number(
                line,
                named("measured_length"),
                words.text("measured_length"),
                false,
            ),
            number(
                line,
                named("measured_height"),
                words.text("measured_height"),
                false,
            ),
        ],
        MeasureKind::Compare => vec![
            question(&select, named("design"), design()),
            question(&select, named("measured"), measured()),
        ],
        MeasureKind::BeforeAfter => vec![
            question(&select, named("before"), words.text("before_works")),
            question(&select, named("after"), words.text("after_works")),
        ],
        MeasureKind::Single => vec![question(&select, named("design"), design())],
    };
    let mut rows = group(&line.id, line.label.clone(), entries);
    for row in rows.iter_mut().filter(|row| !row.constraint.is_empty()) {
        row.message = words.text("must_not_be_below_0");
    }
    if let Some(begin) = rows.first_mut() {
        begin.relevant = only_for(&line.project_type);
        begin.appearance = "kp-measure".to_owned();
    }
    if let Some(first) = rows.get_mut(1) {
        first.hint = line.hint.clone();
    }
    rows
}

fn number(line: &MeasureLine, name: String, label: Text, is_design: bool) -> Row {
    let mut row = question("decimal", name, label);
    row.constraint = ". >= 0".to_owned();
    row.kp.insert("unit".to_owned(), line.unit.clone());
    if !is_design {
        row.kp
            .insert("tolerance".to_owned(), line.tolerance.clone());
    }
    if line.quantity {
        row.required = "yes".to_owned();
        let role = if is_design {
            "quantity_design"
        } else {
            "quantity_measured"
        };
        row.kp.insert("role".to_owned(), role.to_owned());
    }
    row
}

fn check(line: &CheckLine, words: &Words) -> [Row; 4] {
    let beside = |suffix: &str| format!("{}_{suffix}", line.id);
    let only_when_no = |row: Row| Row {
        relevant: format!("${{{}}} = 'no'", line.id),
        required: "yes".to_owned(),
        ..row
    };
    let kp = [
        ("indicator", line.indicator.clone()),
        ("severity_if_no", line.severity_if_no.clone()),
        ("finding_title", line.finding_title.clone()),
        ("photo_min", line.photo_min.to_string()),
    ];
    let severity = question(
        "select_one severity",
        beside("severity"),
        words.text("severity"),
    );
    let note = question("text", beside("note"), words.text("what_was_seen"));
    [
        Row {
            required: "yes".to_owned(),
            relevant: only_for(&line.project_type),
            appearance: "kp-check".to_owned(),
            kp: kp
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..question("select_one check4", line.id.clone(), line.label.clone())
        },
        Row {
            default: line.severity_if_no.clone(),
            ..only_when_no(severity)
        },
        Row {
            appearance: "multiline".to_owned(),
            ..only_when_no(note)
        },
        only_when_no(question(
            "image",
            beside("photo"),
            words.text("photo_of_problem"),
        )),
    ]
}
