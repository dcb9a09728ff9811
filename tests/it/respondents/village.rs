//! A firm that has handed out links, a clock that the test moves, and desks and phones around it.
//! Not here: what a phone does (`phone`).

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::party::Role;
use domain::time::Timestamp;
use domain::wire::{MadeCode, MadeCodes, RespondentsView, Roster, urls};
use serde_json::json;
use server::router::{AppState, router};
use server::service::respondents::close_day;
use server::service::{Service, ServiceError};
use server::store::StoreError;

use super::phone::Phone;
use crate::world::{Answer, Person, World, demo_url};

pub const MINUTE: i64 = 60_000;
pub const FORM: &str = "q-villager-road";

pub struct Village {
    pub world: World,
    pub manager: Person,
    pub site: String,
    service: Service,
    address: SocketAddr,
    clock: Arc<AtomicI64>,
    task: tokio::task::JoinHandle<()>,
}

impl Village {
    /// The example with a notice that has a contact; it is ten in the morning in China.
    pub async fn new() -> Self {
        let world = World::planned().await;
        let morning = Timestamp::from_iso_text("2026-11-22T10:00:00+08:00").unwrap();
        let clock = Arc::new(AtomicI64::new(morning.0));
        let mut service = world.service.clone();
        let ticking = clock.clone();
        service.clock = Arc::new(move || Timestamp(ticking.load(Ordering::SeqCst)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // Behind a proxy, so that a test can say which address a phone has.
        let app = router(AppState::new(service.clone(), false).behind_proxy(true));
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let manager = world.person(Role::Manager).await;
        let settings = json!({ "contact": "010-12345678" });
        let saved = manager
            .put(&demo_url(urls::RESPONDENTS, &[]), &settings)
            .await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let site = saved.body["sites"][0]["project_code"].as_str().unwrap();
        Self {
            site: site.to_owned(),
            world,
            manager,
            service,
            address,
            clock,
            task,
        }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::SeqCst))
    }

    pub fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes * MINUTE, Ordering::SeqCst);
    }

    /// A phone at an address of its own.
    pub fn phone(&self, address: &str) -> Phone {
        Phone::new(format!("http://{}", self.address), address)
    }

    /// What the server does of itself every few minutes.
    pub async fn close_day(&self) -> (usize, usize) {
        close_day(&self.service).await.unwrap()
    }

    pub async fn codes(&self, labels: &[&str]) -> Vec<MadeCode> {
        self.batch(labels).await.codes
    }

    pub async fn batch(&self, labels: &[&str]) -> MadeCodes {
        let wanted = json!({ "project_code": self.site, "form_id": FORM, "labels": labels });
        let made = self
            .manager
            .post(&demo_url(urls::RESPONDENT_BATCHES, &[]), &wanted)
            .await;
        assert_eq!(made.status, 200, "{}", made.body);
        serde_json::from_value(made.body).unwrap()
    }

    /// Puts up a poster that is open for a day; answers its path.
    pub async fn poster(&self, cap: u32) -> String {
        let now = self.now().0;
        self.poster_within(cap, now, now + 24 * 60 * MINUTE).await
    }

    pub async fn poster_within(&self, cap: u32, opens_at: i64, closes_at: i64) -> String {
        let terms = json!({ "opens_at": opens_at, "closes_at": closes_at, "cap": cap });
        let wanted = json!({ "project_code": self.site, "form_id": FORM, "terms": terms });
        let made = self
            .manager
            .post(&demo_url(urls::RESPONDENT_POSTERS, &[]), &wanted)
            .await;
        assert_eq!(made.status, 200, "{}", made.body);
        let view: RespondentsView = serde_json::from_value(made.body).unwrap();
        view.posters[0].path.clone()
    }

    pub async fn desk(&self) -> RespondentsView {
        let answer = self.manager.get(&demo_url(urls::RESPONDENTS, &[])).await;
        serde_json::from_value(answer.body).unwrap()
    }

    pub async fn roster(&self, batch: &str) -> Roster {
        let url = demo_url(urls::RESPONDENT_ROSTER, &[batch]);
        serde_json::from_value(self.manager.get(&url).await.body).unwrap()
    }

    /// The page that is printed of whom to remind.
    pub async fn reminder(&self, batch: &str) -> String {
        let url = demo_url(urls::RESPONDENT_REMINDER, &[batch]);
        let request = self.manager.client.get(self.world.url(&url));
        request.send().await.unwrap().text().await.unwrap()
    }

    pub async fn change_code(&self, id: &str, action: &str) -> Answer {
        let url = demo_url(urls::RESPONDENT_CODE, &[id]);
        self.manager.post(&url, &json!({ "action": action })).await
    }

    /// The responses as the desk's records show them.
    pub async fn responses(&self) -> Vec<serde_json::Value> {
        let url = demo_url(urls::RECORDS, &[]) + "?kind=questionnaire_response";
        let page = self.manager.get(&url).await;
        page.body["records"].as_array().unwrap().clone()
    }

    /// The answers of one response.
    pub async fn answers_of(&self, response: &serde_json::Value) -> serde_json::Value {
        let id = response["doc_id"].as_str().unwrap();
        let record = self.manager.get(&demo_url(urls::RECORD, &[id])).await;
        record.body["body"]["answers"].clone()
    }

    /// Rows of a table, to show that nothing was kept.
    pub async fn rows(&self, table: &'static str) -> i64 {
        self.service
            .store
            .read(move |tx| {
                let sql = format!("SELECT count(*) FROM {table}");
                let count = tx.query_row(&sql, [], |row| row.get::<_, i64>(0));
                Ok::<_, ServiceError>(count.map_err(StoreError::from)?)
            })
            .await
            .unwrap()
    }

    /// Whether these bytes stand anywhere in the database's files.
    pub fn database_holds(&self, text: &str) -> bool {
        let folder = self.service.store.folder();
        ["kanping.db", "kanping.db-wal"].into_iter().any(|name| {
            let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        })
    }
}

impl Drop for Village {
    fn drop(&mut self) {
        self.task.abort();
    }
}
