//! Forms of a test's own on a tablet: written as a workbook, converted as the server does, put into
//! the pack that the tablet holds. Not here: uploading and publishing (the desk's walk).

use crate::page::Page;
use anyhow::{Result, ensure};
use rust_xlsxwriter::Workbook;

/// Puts the form in the place of its kind's in the tablet's pack.
const PUT: &str = r#"(async (form) => {
    const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open("kanping");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const packs = database.transaction("packs", "readwrite").objectStore("packs");
    const [key] = await done(packs.getAllKeys());
    const pack = JSON.parse(await done(packs.get(key)));
    pack.instruments = [form, ...pack.instruments.filter((it) => it.kind !== form.kind)];
    await done(packs.put(JSON.stringify(pack), key));
    database.close();
    return true;
})"#;

/// An inspection form as a tablet gets it, as JSON. `survey` begins with its headings; `choices`
/// are rows of list, name and label.
pub fn inspection_form(
    version: &str,
    survey: &[Vec<String>],
    choices: &[Vec<String>],
) -> Result<String> {
    let owned = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let mut listed: Vec<Vec<String>> = vec![owned(&["list_name", "name", "label"])];
    listed.extend_from_slice(choices);
    let namespaces = "kp=\"https://kanping.example/xforms\"";
    let settings: Vec<Vec<String>> = vec![
        owned(&["form_id", "version", "form_title", "kp:kind", "namespaces"]),
        owned(&["of-a-test", version, "试填", "site_inspection", namespaces]),
    ];
    let mut workbook = Workbook::new();
    let sheets = [
        ("survey", survey),
        ("choices", &listed),
        ("settings", &settings),
    ];
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (row, cells) in (0u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write_string(row, column, cell)?;
            }
        }
    }
    let form = server::forms::compile(&workbook.save_to_buffer()?);
    let form = form.map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    Ok(serde_json::to_string(&form)?)
}

/// From now on the tablet fills its inspections in with this form.
pub async fn put_into_pack(page: &Page, form: &str) -> Result<()> {
    let put = page.eval(&format!("{PUT}({form})")).await?;
    ensure!(put == true, "the pack did not take the form");
    Ok(())
}
