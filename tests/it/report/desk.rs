//! The example as it is reported, and the four people who take its report on. Not here: what is
//! asserted of it.

use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Answer, Person, World, demo_url};

/// Who works on the example's report.
pub struct Desk {
    pub world: World,
    pub manager: Person,
    pub second: Person,
    pub lead: Person,
    pub partner: Person,
}

impl Desk {
    pub async fn open() -> Self {
        let world = World::at(Lifecycle::Reported).await;
        let mut people = Vec::new();
        for login in ["liu", "he", "sun", "zhou"] {
            let request = world.sign_in_of(login).await;
            let person = world.stranger();
            let answer = person
                .post(urls::SESSION, &serde_json::to_value(&request).unwrap())
                .await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            people.push(person);
        }
        let [manager, second, lead, partner] = people.try_into().ok().unwrap();
        Self {
            world,
            manager,
            second,
            lead,
            partner,
        }
    }

    pub async fn report(&self) -> Value {
        let answer = self.manager.get(&demo_url(urls::REPORT, &[])).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    pub async fn step(&self, who: &Person, step: Value) -> Answer {
        let content = self.report().await["content"].clone();
        let body = json!({ "content": content, "step": step });
        who.post(&demo_url(urls::REPORT_REVIEW, &[]), &body).await
    }

    pub async fn done(&self, who: &Person, step: Value) -> Value {
        let answer = self.step(who, step.clone()).await;
        assert_eq!(answer.status, 200, "{step}: {}", answer.body);
        answer.body
    }

    /// Every block that a fact moved under is looked at; causes are written where the report asks.
    pub async fn make_ready(&self) {
        let findings = self.manager.get(&demo_url(urls::FINDINGS, &[])).await.body;
        for view in findings["findings"].as_array().unwrap() {
            let finding = &view["finding"];
            if finding["severity"] == "minor" {
                continue;
            }
            let mut dossier = view["dossier"].clone();
            dossier["cause"] = json!("管护责任未落实到人（示例）。");
            let code = finding["code"].as_str().unwrap();
            let save = json!({ "base_revision": finding["revision"], "dossier": dossier });
            let saved = self
                .manager
                .put(&demo_url(urls::FINDING, &[code]), &save)
                .await;
            assert_eq!(saved.status, 200, "{}", saved.body);
        }
    }

    pub async fn sign_all(&self) {
        self.done(&self.manager, json!({ "step": "submit" })).await;
        self.sign(&self.lead, "first").await;
        self.sign(&self.second, "second").await;
        self.sign(&self.partner, "third").await;
    }

    pub async fn sign(&self, who: &Person, level: &str) {
        let step = json!({
            "step": "sign", "level": level, "certificate": "110001234567",
            "score_change_reason": "依据采纳的意见调整",
        });
        self.done(who, step).await;
    }

    pub async fn save(&self, block: &str, base: u32, text: &str) -> Answer {
        let save = json!({
            "base_revision": base, "content": { "content": "text", "text": text },
        });
        let url = demo_url(urls::REPORT_BLOCK, &[block]);
        self.manager.put(&url, &save).await
    }

    /// Signed by three, asked about without an answer, issued; its number.
    pub async fn issue(&self) -> String {
        self.make_ready().await;
        self.sign_all().await;
        self.done(&self.manager, json!({ "step": "consult" })).await;
        let settle = json!({ "step": "settle_opinions" });
        self.done(&self.manager, settle).await;
        let issued = self.done(&self.partner, json!({ "step": "issue" })).await;
        issued["issued"][0]["number"].as_str().unwrap().to_owned()
    }

    /// The bytes behind an address.
    pub async fn bytes(&self, url: &str) -> Vec<u8> {
        let request = self.manager.client.get(self.world.url(url));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{url}");
        response.bytes().await.unwrap().to_vec()
    }

    /// A document drawn as a job.
    pub async fn drawn(&self, request: Value) -> Vec<u8> {
        let url = demo_url(urls::RENDERS, &[]);
        let job = self.manager.post(&url, &request).await;
        assert_eq!(job.status, 200, "{}", job.body);
        let id = job.body["id"].as_str().unwrap().to_owned();
        let other = self.lead.get(&demo_url(urls::RENDER, &[&id])).await;
        assert_eq!(other.status, 404, "a job is for whoever asked");
        loop {
            let seen = self.manager.get(&demo_url(urls::RENDER, &[&id])).await.body;
            match seen["state"]["state"].as_str() {
                Some("done") => break,
                Some("failed") => panic!("{seen}"),
                _ => tokio::time::sleep(std::time::Duration::from_millis(200)).await,
            }
        }
        let file = request["file"].as_str().unwrap();
        self.bytes(&demo_url(urls::RENDER_FILE, &[&id, file])).await
    }
}

/// A block of the report.
pub fn block<'a>(report: &'a Value, id: &str) -> &'a Value {
    report["chapters"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|chapter| chapter["sections"].as_array().unwrap())
        .flat_map(|section| section["blocks"].as_array().unwrap())
        .find(|block| block["id"] == id)
        .unwrap_or_else(|| panic!("no block {id}"))
}
