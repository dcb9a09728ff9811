//! The forms that ship, to start from. Not here: how their workbooks are made
//! (`starter_workbooks`).

use std::sync::OnceLock;

use domain::form_design::FormOutline;
use domain::problem::Problem;
use domain::project::Table;
use domain::wire::StarterForm;

use crate::service::ServiceError;

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        [$((
            $name,
            include_bytes!(concat!("../../../starters/forms/", $name, ".xlsx")).as_slice(),
        )),+]
    };
}

/// Form id and workbook.
pub const SHIPPED: [(&str, &[u8]); 7] = shipped![
    "site-road-bridge",
    "q-villager-road",
    "q-enterprise",
    "q-staff",
    "iv-bureau",
    "iv-village",
    "document-list",
];

/// Name, title and kind of each.
pub fn shipped_forms() -> Result<Vec<StarterForm>, ServiceError> {
    static FORMS: OnceLock<Vec<StarterForm>> = OnceLock::new();
    if let Some(known) = FORMS.get() {
        return Ok(known.clone());
    }
    let mut forms = Vec::new();
    for (name, _) in SHIPPED {
        let outline = FormOutline::read(&shipped_tables(name)?);
        let kind = outline
            .kind
            .ok_or_else(|| ServiceError::Internal(format!("the starter {name} has no kind")))?;
        forms.push(StarterForm {
            name: name.to_owned(),
            title: outline.title,
            kind,
        });
    }
    Ok(FORMS.get_or_init(|| forms).clone())
}

/// The bytes of a form that ships; none for another name.
pub fn shipped_bytes(name: &str) -> &'static [u8] {
    let found = SHIPPED.iter().find(|(known, _)| *known == name);
    found.map_or(&[], |(_, bytes)| *bytes)
}

/// The workbook of a form that ships, as tables.
pub fn shipped_tables(name: &str) -> Result<Vec<Table>, ServiceError> {
    let bytes = shipped_bytes(name);
    if bytes.is_empty() {
        let problem = Problem::new("FORM_STARTER_UNKNOWN").with("starter", name);
        return Err(ServiceError::invalid(problem.at_path("starter")));
    }
    let read = crate::workbook::read_tables(bytes, "form.xlsx");
    let mut tables = read.map_err(|problem| ServiceError::invalid(*problem))?;
    domain::form_design::normalise(&mut tables);
    Ok(tables)
}
