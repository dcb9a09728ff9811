//! The app's own runner and memory store against the real router, in one process.

use std::cell::RefCell;

use app::api::Api;
use app::storage::{LocalStore as _, MemoryStore};
use app::sync::{Edit, Runner, Stamp, SyncStep, edit_record, keep_pack, meta, set_meta};
use domain::fieldwork::{Attachment, AttachmentKind, RecordKind, RecordState};
use domain::ids::{AttachmentId, DeviceId, EngagementId, OperationId, Sha256Hex};
use domain::party::Role;
use domain::time::Timestamp;
use domain::wire::{Pack, urls};
use serde_json::json;

use super::cut_connection::proxy;
use crate::world::{World, demo_url};

const NOTE: &str = "/data/header/h5";
const WEATHER: &str = "/data/header/h17";

/// A tablet with the app's own store and runner.
struct Tablet {
    runner: Runner<MemoryStore>,
    device_id: DeviceId,
    pack: Pack,
}

impl Tablet {
    async fn enrol(world: &World, base: &str) -> Self {
        let store = MemoryStore::open().await.unwrap();
        let api = Api::new(base);
        let device_id = DeviceId(uuid::Uuid::now_v7().to_string());
        let mut request = world.sign_in_request(Role::Evaluator);
        request.device_id = Some(device_id.clone());
        api.sign_in(&request).await.unwrap();
        let pack = api.pack(&EngagementId::from("demo")).await.unwrap();
        let engagement = pack.engagement.id.clone();
        set_meta(&store, meta::DEVICE_ID, Some(device_id.0.clone()))
            .await
            .unwrap();
        keep_pack(&store, pack.clone()).await.unwrap();
        Self {
            runner: Runner {
                store,
                api,
                engagement,
            },
            device_id,
            pack,
        }
    }

    fn edit_of(&self, site: usize) -> Edit {
        let form = self
            .pack
            .instruments
            .iter()
            .find(|form| form.form_id.as_str() == "site-road-bridge")
            .unwrap();
        Edit {
            engagement: self.runner.engagement.clone(),
            doc_id: self.pack.sites[site].inspection.clone(),
            kind: RecordKind::SiteInspection,
            project_code: self.pack.sites[site].project.code.clone(),
            form_id: form.form_id.clone(),
            form_version: form.version.clone(),
        }
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            device_id: self.device_id.clone(),
            op_id: OperationId(uuid::Uuid::now_v7().to_string()),
            at: Timestamp(1_788_742_800_000),
        }
    }

    async fn answer(&self, site: usize, path: &str, value: &str) {
        let change = |record: &mut app::storage::StoredRecord| {
            record
                .body
                .answers
                .insert(path.to_owned(), value.to_owned());
        };
        let (edit, stamp) = (self.edit_of(site), self.stamp());
        edit_record(&self.runner.store, &edit, &stamp, &[], change)
            .await
            .unwrap();
    }

    async fn record(&self, site: usize) -> app::storage::StoredRecord {
        let doc_id = &self.pack.sites[site].inspection;
        self.runner.store.record(doc_id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_day_of_work_arrives_once_and_both_sides_hold_the_same() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world, &world.url("")).await;
    for site in 0..25 {
        tablet.answer(site, NOTE, "石桥村").await;
        tablet.answer(site, WEATHER, "晴").await;
    }
    let report = tablet.runner.run().await;
    assert_eq!(
        (report.sent, report.digest_equal, report.failure),
        (25, Some(true), None)
    );
    assert_eq!(report.sequence_complete, Some(true));
    let again = tablet.runner.run().await;
    assert_eq!((again.sent, again.digest_equal), (0, Some(true)));
}

#[tokio::test]
async fn answers_that_are_lost_after_the_commit_have_one_effect() {
    let world = World::planned().await;
    let (address, cuts_left) = proxy(world.address, 3).await;
    let tablet = Tablet::enrol(&world, &format!("http://{address}")).await;
    tablet.answer(0, NOTE, "石桥村").await;
    let mut runs = 0;
    let report = loop {
        runs += 1;
        let report = tablet.runner.run().await;
        if report.failure.is_none() {
            break report;
        }
        // Work goes on while the network fails; it must neither be lost nor overtake.
        tablet.answer(0, WEATHER, &format!("第{runs}次")).await;
        assert!(runs < 10, "{report:?}");
    };
    assert_eq!(
        cuts_left.load(std::sync::atomic::Ordering::SeqCst),
        0,
        "the network did cut"
    );
    assert!(runs > 1);
    assert_eq!((report.conflicts, report.digest_equal), (0, Some(true)));
    let manager = world.person(Role::Manager).await;
    let record = manager
        .get(&demo_url(
            urls::RECORD,
            &[tablet.pack.sites[0].inspection.as_str()],
        ))
        .await
        .body;
    assert_eq!(record["body"]["answers"][NOTE], "石桥村");
    assert_eq!(
        record["body"]["answers"][WEATHER],
        format!("第{}次", runs - 1)
    );
    assert_eq!(
        record["history"].as_array().unwrap().len(),
        2,
        "one revision for each edit"
    );
}

#[tokio::test]
async fn two_tablets_at_one_site_join_their_fields() {
    let world = World::planned().await;
    let one = Tablet::enrol(&world, &world.url("")).await;
    let other = Tablet::enrol(&world, &world.url("")).await;
    one.answer(0, NOTE, "石桥村").await;
    other.answer(0, WEATHER, "阴").await;
    assert_eq!(one.runner.run().await.digest_equal, Some(true));
    assert_eq!(other.runner.run().await.digest_equal, Some(true));
    assert_eq!(one.runner.run().await.digest_equal, Some(true));
    for tablet in [&one, &other] {
        let body = tablet.record(0).await.body;
        assert_eq!(body.answers[NOTE], "石桥村");
        assert_eq!(body.answers[WEATHER], "阴");
    }
}

fn picture() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(40, 30, image::Rgb([10, 120, 60]));
    let format = image::ImageFormat::Jpeg;
    pixels.write_to(&mut picture, format).unwrap();
    picture.into_inner()
}

#[tokio::test]
async fn a_record_is_complete_only_when_its_photo_is_there_and_a_return_reaches_the_tablet() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world, &world.url("")).await;
    let bytes = picture();
    let sha256 = Sha256Hex::of(&bytes);
    let attachment = Attachment {
        kind: AttachmentKind::Photo,
        path: "/data/photos/p1".to_owned(),
        sha256: sha256.clone(),
        original_sha256: sha256.clone(),
        bytes: bytes.len() as u64,
        media_type: "image/jpeg".to_owned(),
        taken_at: Timestamp(1_788_742_800_000),
        taken_by: tablet.pack.person.id.clone(),
        position: None,
        caption: String::new(),
    };
    let id = AttachmentId(uuid::Uuid::now_v7().to_string());
    let photo = sha256.clone();
    let blob = app::storage::Write::Blob(app::storage::StoredBlob { sha256, bytes });
    let change = |record: &mut app::storage::StoredRecord| {
        record
            .body
            .attachments
            .insert(id.clone(), attachment.clone());
        record.body.finalised_at = Some(Timestamp(1_788_746_400_000));
    };
    let (edit, stamp) = (tablet.edit_of(0), tablet.stamp());
    edit_record(&tablet.runner.store, &edit, &stamp, &[blob], change)
        .await
        .unwrap();
    let told = RefCell::new(Vec::new());
    let tell = |step| told.borrow_mut().push(step);
    let report = tablet.runner.run_telling(&tell).await;
    let counts = (report.photos_sent, report.photos_failed);
    assert_eq!(counts, (1, 0), "{report:?}");
    let mut told = told.into_inner();
    assert_eq!(told.last(), Some(&SyncStep::Quiet));
    told.retain(|step| *step != SyncStep::Quiet);
    let records = SyncStep::Records(vec![stamp.op_id.clone()]);
    let (sending, received) = (SyncStep::Blob(photo.clone()), SyncStep::BlobReceived(photo));
    assert_eq!(told, [records, sending, received]);

    let manager = world.person(Role::Manager).await;
    let document = tablet.pack.sites[0].inspection.as_str().to_owned();
    let record = manager
        .get(&demo_url(urls::RECORD, &[&document]))
        .await
        .body;
    assert_eq!(record["missing_blobs"], json!([]));
    let review = json!({ "rev": 1, "accepted": false, "reason": "公示牌照片看不清" });
    let returned = manager
        .post(&demo_url(urls::REVIEW, &[&document]), &review)
        .await;
    assert_eq!(returned.status, 200, "{}", returned.body);
    tablet.runner.run().await;
    let local = tablet.record(0).await;
    assert_eq!(local.state, Some(RecordState::Returned));
    assert_eq!(local.review.unwrap().reason, "公示牌照片看不清");
}

#[tokio::test]
async fn a_captive_portals_page_marks_nothing_as_sent() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world, &world.url("")).await;
    tablet.answer(0, NOTE, "石桥村").await;
    let portal =
        axum::Router::new().fallback(|| async { axum::response::Html("<h1>请登录</h1>") });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, portal).await });
    let behind_portal = Runner {
        store: tablet.runner.store.clone(),
        api: Api::new(&format!("http://{address}")),
        engagement: tablet.runner.engagement.clone(),
    };
    let report = behind_portal.run().await;
    assert_eq!(report.sent, 0);
    assert!(report.failure.is_some());
    assert_eq!(
        tablet.runner.store.outbox().await.unwrap().len(),
        1,
        "the work still waits"
    );
    assert_eq!(
        tablet.runner.run().await.sent,
        1,
        "and goes out when the server is back"
    );
}
