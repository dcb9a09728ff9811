//! Functions that look something up: tables beside the form, labels of choices. Not here: which
//! tables there are (`form::tables`).

use rxeval::Expr;

use super::{At, Evaluated, Evaluator, Nodeish, Value};

impl Evaluator<'_> {
    pub(super) fn look_up(&self, name: &str, args: &[Expr], at: At) -> Evaluated {
        match (name, args) {
            ("instance", [id]) => {
                let id = self.text(&self.value(id, at)?);
                let table = self.form.tables.number(&id);
                let table = table.ok_or_else(|| format!("there is no list {id}"))?;
                Ok(Value::Nodes(vec![Nodeish::Table(table)]))
            }
            ("pulldata", [file, column, key, wanted]) => {
                let texts = [file, column, key, wanted].map(|argument| {
                    let value = self.value(argument, at)?;
                    Ok::<_, String>(self.text(&value))
                });
                let [file, column, key, wanted] = texts;
                self.pull_data(&file?, &column?, &key?, &wanted?)
            }
            (_, [value, question]) => {
                let value = self.text(&self.value(value, at)?);
                let question = match question {
                    Expr::Variable(name) => self.form.named(name),
                    Expr::Literal(path) => self.form.by_path.get(path.trim()).copied(),
                    other => {
                        let path = self.text(&self.value(other, at)?);
                        self.form.by_path.get(path.trim()).copied()
                    }
                };
                let question = question.ok_or_else(|| format!("{name}() names no question"))?;
                Ok(Value::Text(self.choice_label(question, &value)))
            }
            _ => Err(format!("{name}() was given {} arguments", args.len())),
        }
    }

    fn pull_data(&self, file: &str, column: &str, key: &str, wanted: &str) -> Evaluated {
        let file = file.strip_suffix(".csv").unwrap_or(file);
        let number = self.form.tables.number(file);
        let table = self
            .form
            .tables
            .get(number.ok_or_else(|| format!("there is no file {file}"))?);
        let place = |name: &str| {
            let found = table.cells.column(name);
            found.ok_or_else(|| format!("{file} has no column {name}"))
        };
        let (column, key) = (place(column)?, place(key)?);
        let row = table.rows_where(key, wanted).first().copied();
        let text = row.map_or("", |row| table.cells.cell(row, column));
        Ok(Value::Text(text.to_owned()))
    }

    /// The rows of a list that a choice filter leaves at a slot; with `only`, among the rows of one
    /// name.
    pub fn filtered(
        &self,
        list: &str,
        filter: &Expr,
        slot: usize,
        only: Option<&str>,
    ) -> Result<Vec<usize>, String> {
        self.restart();
        let table = self.form.tables.number(list);
        let table = table.ok_or_else(|| format!("there is no list {list}"))?;
        let at = At::slot(slot);
        let kept = match only {
            None => self.rows_kept(table, std::slice::from_ref(filter), at)?,
            Some(name) => {
                let rows = self.form.tables.get(table).rows_named(name).into_iter();
                let nodes = rows.map(|row| Nodeish::TableRow(table, row)).collect();
                self.kept(nodes, std::slice::from_ref(filter), at)?
            }
        };
        Ok(kept
            .into_iter()
            .filter_map(|node| match node {
                Nodeish::TableRow(_, row) => Some(row),
                _ => None,
            })
            .collect())
    }

    /// The label in the form's first language: a computed value must not change with the language
    /// of the person who happens to look.
    fn choice_label(&self, question: usize, value: &str) -> String {
        let choices = self.form.choices(self.instrument, question);
        let found = choices.iter().find(|choice| choice.name == value);
        found
            .map_or("", |choice| self.instrument.label(&choice.label, ""))
            .to_owned()
    }
}
