//! A firm with the example engagement, its real server on a real port, and people with sign-ins.
//! Not here: what is asserted of it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use domain::party::Role;
use domain::wire::{SignInRequest, urls};
use serde_json::Value;
use server::demo::{self, Lifecycle};
use server::router::{AppState, router};
use server::service::{Service, accounts};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The example at one point of its life, made once; tests work on copies.
struct Example {
    folder: TempDir,
    sign_ins: Vec<demo::SignIn>,
}

static PLANNED: OnceCell<Example> = OnceCell::const_new();
static FIELDWORK: OnceCell<Example> = OnceCell::const_new();
static REPORTED: OnceCell<Example> = OnceCell::const_new();

impl Example {
    async fn make(lifecycle: Lifecycle) -> Self {
        remove_examples_of_earlier_runs();
        let folder = tempfile::Builder::new()
            .prefix(EXAMPLE_PREFIX)
            .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
            .unwrap();
        let service = Service::open(folder.path()).await.unwrap();
        let sign_ins = demo::make(&service, lifecycle, demo::DEFAULT_SEED)
            .await
            .unwrap();
        Self { folder, sign_ins }
    }
}

const EXAMPLE_PREFIX: &str = "example-";

/// What a static holds is not dropped when the tests end; a later run clears up.
fn remove_examples_of_earlier_runs() {
    let an_hour = Duration::from_secs(3600);
    for entry in std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).unwrap() {
        let entry = entry.unwrap();
        let is_example = entry
            .file_name()
            .to_string_lossy()
            .starts_with(EXAMPLE_PREFIX);
        let age = entry.metadata().and_then(|data| data.modified());
        let is_old = age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > an_hour));
        if is_example && is_old {
            // Another run may be doing the same.
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// Nobody writes in the folder any more: its files are a moment of the database.
fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A running server over its own data folder.
pub struct World {
    pub service: Service,
    pub address: SocketAddr,
    sign_ins: Vec<demo::SignIn>,
    task: tokio::task::JoinHandle<()>,
    _folder: TempDir,
}

impl World {
    /// The example as it is planned.
    pub async fn planned() -> Self {
        Self::at(Lifecycle::Planned).await
    }

    /// The example as it is planned, on a server with this clock.
    pub async fn planned_with_clock(clock: server::service::Clock) -> Self {
        Self::with_clock(Lifecycle::Planned, Some(clock)).await
    }

    /// The example at a point of its life, as a copy of what is made once for all tests.
    pub async fn at(lifecycle: Lifecycle) -> Self {
        let example = match lifecycle {
            Lifecycle::Planned => PLANNED.get_or_init(|| Example::make(lifecycle)).await,
            Lifecycle::Fieldwork => FIELDWORK.get_or_init(|| Example::make(lifecycle)).await,
            Lifecycle::Reported => REPORTED.get_or_init(|| Example::make(lifecycle)).await,
        };
        let folder = tempfile::tempdir().unwrap();
        copy_folder(example.folder.path(), folder.path());
        let service = Service::open(folder.path()).await.unwrap();
        Self::serving(service, folder, example.sign_ins.clone()).await
    }

    async fn with_clock(lifecycle: Lifecycle, clock: Option<server::service::Clock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut service = Service::open(folder.path()).await.unwrap();
        if let Some(clock) = clock {
            service.clock = clock;
        }
        let sign_ins = demo::make(&service, lifecycle, demo::DEFAULT_SEED)
            .await
            .unwrap();
        Self::serving(service, folder, sign_ins).await
    }

    async fn serving(service: Service, folder: TempDir, sign_ins: Vec<demo::SignIn>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(serve(listener, service.clone()));
        Self {
            service,
            address,
            sign_ins,
            task,
            _folder: folder,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The sign-in request of the example's person with this role.
    pub fn sign_in_request(&self, role: Role) -> SignInRequest {
        let found = self
            .sign_ins
            .iter()
            .find(|sign_in| sign_in.role == role)
            .unwrap();
        SignInRequest {
            login: found.login.clone(),
            password: found.password.clone(),
            device_id: None,
            device_label: String::new(),
        }
    }

    /// A sign-in of the example's person with this login, whose password is set anew.
    pub async fn sign_in_of(&self, login: &str) -> SignInRequest {
        let password = "correct horse battery";
        accounts::set_password(&self.service, login, password)
            .await
            .unwrap();
        SignInRequest {
            login: login.to_owned(),
            password: password.to_owned(),
            device_id: None,
            device_label: String::new(),
        }
    }

    /// A browser in which the example's person with this role is signed in.
    pub async fn person(&self, role: Role) -> Person {
        self.sign_in(&self.sign_in_request(role)).await
    }

    /// A browser in which the example's person with this login is signed in.
    pub async fn sign_in_as(&self, login: &str) -> Person {
        self.sign_in(&self.sign_in_of(login).await).await
    }

    /// A browser in which nobody is signed in.
    pub fn stranger(&self) -> Person {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        Person {
            client,
            base: self.url(""),
        }
    }

    /// A browser in which a new account without any engagement is signed in.
    pub async fn newcomer(&self) -> Person {
        let password = "correct horse battery";
        accounts::create(&self.service, "newcomer", "新人", password)
            .await
            .unwrap();
        self.sign_in(&SignInRequest {
            login: "newcomer".to_owned(),
            password: password.to_owned(),
            device_id: None,
            device_label: String::new(),
        })
        .await
    }

    async fn sign_in(&self, request: &SignInRequest) -> Person {
        let person = self.stranger();
        let answer = person
            .post(urls::SESSION, &serde_json::to_value(request).unwrap())
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        person
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: tokio::net::TcpListener, service: Service) {
    axum::serve(listener, router(AppState::new(service, false)))
        .await
        .unwrap();
}

/// A browser.
pub struct Person {
    pub client: reqwest::Client,
    base: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The codes of the problem envelope.
    pub fn codes(&self) -> Vec<&str> {
        let problems = self.body["problems"].as_array();
        problems
            .into_iter()
            .flatten()
            .filter_map(|problem| problem["code"].as_str())
            .collect()
    }
}

impl Person {
    pub async fn get(&self, path: &str) -> Answer {
        answer(self.client.get(format!("{}{path}", self.base))).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        answer(self.client.post(format!("{}{path}", self.base)).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        answer(self.client.put(format!("{}{path}", self.base)).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        answer(self.client.delete(format!("{}{path}", self.base))).await
    }

    pub async fn put_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        answer(self.client.put(format!("{}{path}", self.base)).body(body)).await
    }

    pub async fn post_bytes(&self, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let request = self.client.post(format!("{}{path}", self.base));
        answer(request.header("content-type", media_type).body(body)).await
    }
}

/// Sends; a body that is not JSON becomes null.
pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    Answer {
        status,
        body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    }
}

/// A URL of the example engagement.
pub fn demo_url(pattern: &str, rest: &[&str]) -> String {
    let mut values = vec![demo::CODE];
    values.extend(rest);
    urls::fill(pattern, &values)
}
