//! Villagers who fill in the example's questionnaire on a tablet. Not here: what is asserted.

use std::collections::BTreeMap;

use domain::fieldwork::{RecordBody, RecordKind};
use domain::ids::{DocumentId, OperationId};
use domain::instrument::{Instrument, Node};
use domain::party::Role;
use domain::sync::Operation;
use domain::time::Timestamp;
use domain::wire::urls;
use serde_json::{Value, json};

use crate::tablet::Tablet;
use crate::world::{Answer, Person, World, demo_url};

pub const FORM: &str = "q-villager-road";

/// One who answers everything, calmly.
pub const CALM: &[(&str, &str)] = &[
    ("consent", "yes"),
    ("s1", "yes"),
    ("s2", "age_60_up"),
    ("q1", "knows"),
    ("q2", "present"),
    ("q3", "satisfied"),
    ("q4", "very_satisfied"),
    ("q5", "fair"),
    ("q6", "satisfied"),
    ("q7", "satisfied"),
    ("q9", "much_easier"),
    ("q11", "often"),
];

/// The planned example with a manager and a tablet.
pub struct Village {
    pub world: World,
    pub manager: Person,
    pub tablet: Tablet,
    sequence: u64,
}

impl Village {
    pub async fn new() -> Self {
        let world = World::planned().await;
        let manager = world.person(Role::Manager).await;
        let tablet = Tablet::enrol(&world).await;
        Self {
            world,
            manager,
            tablet,
            sequence: 0,
        }
    }

    fn form(&self) -> &Instrument {
        let mut forms = self.tablet.pack.instruments.iter();
        forms.find(|form| form.form_id.as_str() == FORM).unwrap()
    }

    /// The form path of a question by its name.
    pub fn path(&self, name: &str) -> String {
        let end = format!("/{name}");
        let nodes = self.form().walk();
        let question = nodes
            .into_iter()
            .find(|node| matches!(node, Node::Question { .. }) && node.path().ends_with(&end));
        question
            .unwrap_or_else(|| panic!("{name}"))
            .path()
            .to_owned()
    }

    /// Someone answers `answers` over CALM's (an empty text leaves a question out), taking
    /// `seconds`, and the tablet sends it.
    pub async fn answers(&mut self, answers: &[(&str, &str)], seconds: i64) -> DocumentId {
        let mut given: BTreeMap<&str, &str> = CALM.iter().copied().collect();
        given.extend(answers.iter().copied());
        let given = given.into_iter().filter(|(_, answer)| !answer.is_empty());
        let answers = given
            .map(|(name, answer)| (self.path(name), answer.to_owned()))
            .collect();
        // An hour between two, so that nothing looks crowded.
        let started = 1_788_742_800_000 + i64::try_from(self.sequence).unwrap() * 3_600_000;
        self.sequence += 1;
        let doc_id = DocumentId(uuid::Uuid::now_v7().to_string());
        let (form, site) = (self.form(), self.tablet.site());
        let operation = Operation {
            op_id: OperationId(uuid::Uuid::now_v7().to_string()),
            device_id: self.tablet.device_id.clone(),
            device_seq: self.sequence,
            doc_id: doc_id.clone(),
            kind: RecordKind::QuestionnaireResponse,
            project_code: site.project.code.clone(),
            base_rev: 0,
            body: RecordBody {
                answers,
                started_at: Timestamp(started),
                finalised_at: Some(Timestamp(started + seconds * 1_000)),
                ..RecordBody::default()
            },
            form_id: form.form_id.clone(),
            form_version: form.version.clone(),
            at: Timestamp(started),
            hash: None,
        }
        .seal();
        let answer = self.tablet.try_push(&[operation]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        doc_id
    }

    pub async fn get(&self, url: &str, query: &[(&str, &str)]) -> Answer {
        let query: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={}", urls::fill("{v}", &[value])))
            .collect();
        let path = format!("{}?{}", demo_url(url, &[FORM]), query.join("&"));
        self.manager.get(&path).await
    }

    pub async fn statistics(&self) -> Value {
        let answer = self.get(urls::SURVEY, &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["statistics"].clone()
    }

    pub async fn verdicts(&self) -> Value {
        self.get(urls::SURVEY_VERDICTS, &[]).await.body["responses"].clone()
    }

    /// Changes the plan and says why.
    pub async fn plan(&self, change: impl FnOnce(&mut Value), reason: &str) -> Answer {
        let url = demo_url(urls::SURVEY_PLAN, &[]);
        let now = self.manager.get(&url).await.body;
        let mut plan = now["plan"].clone();
        change(&mut plan);
        let request = json!({ "revision": now["revision"], "plan": plan, "reason": reason });
        self.manager.put(&url, &request).await
    }

    pub async fn rule(&self, record: &DocumentId, decision: &str, reason: &str) -> Answer {
        let request = json!({ "record": record, "decision": decision, "reason": reason });
        let url = demo_url(urls::SURVEY_RULINGS, &[FORM]);
        self.manager.post(&url, &request).await
    }
}
