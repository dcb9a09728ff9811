//! A tablet of any person of the example's team, with the app's own store and runner, that writes
//! records which belong to no site. Not here: assertions.

use app::api::Api;
use app::storage::{LocalStore as _, MemoryStore, StoredRecord};
use app::sync::{Edit, Runner, Stamp, SyncReport, edit_record, keep_pack, meta, set_meta};
use domain::fieldwork::RecordKind;
use domain::ids::{DeviceId, DocumentId, EngagementId, FormId, OperationId, ProjectCode};
use domain::time::Timestamp;
use domain::wire::Pack;

use crate::world::World;

/// 2026-09-14, 10:00 in China.
pub const NOW: Timestamp = Timestamp(1_789_351_200_000);

pub struct TeamTablet {
    pub runner: Runner<MemoryStore>,
    pub pack: Pack,
    device_id: DeviceId,
}

/// Which record is written.
#[derive(Clone)]
pub struct Sheet {
    pub kind: RecordKind,
    pub doc_id: DocumentId,
    pub form_id: FormId,
    pub form_version: String,
}

impl TeamTablet {
    pub async fn enrol(world: &World, login: &str) -> Self {
        Self::enrol_at(world, login, &world.url("")).await
    }

    pub async fn enrol_at(world: &World, login: &str, base: &str) -> Self {
        let store = MemoryStore::open().await.unwrap();
        let api = Api::new(base);
        let device_id = DeviceId(uuid::Uuid::now_v7().to_string());
        let mut request = world.sign_in_of(login).await;
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
            pack,
            device_id,
        }
    }

    /// Writes answers (empty takes one back), as the app does with each edit.
    pub async fn write(&self, sheet: &Sheet, answers: &[(&str, &str)], finish: bool) {
        let edit = Edit {
            engagement: self.runner.engagement.clone(),
            doc_id: sheet.doc_id.clone(),
            kind: sheet.kind,
            project_code: ProjectCode::default(),
            form_id: sheet.form_id.clone(),
            form_version: sheet.form_version.clone(),
        };
        let stamp = Stamp {
            device_id: self.device_id.clone(),
            op_id: OperationId(uuid::Uuid::now_v7().to_string()),
            at: NOW,
        };
        let change = |record: &mut StoredRecord| {
            for (path, value) in answers {
                record
                    .body
                    .answers
                    .insert((*path).to_owned(), (*value).to_owned());
            }
            record.body.started_at = NOW;
            record.body.finalised_at = finish.then_some(NOW);
        };
        edit_record(&self.runner.store, &edit, &stamp, &[], change)
            .await
            .unwrap();
    }

    /// Synchronises; both sides must hold the same afterwards.
    pub async fn synchronise(&self) -> SyncReport {
        let report = self.runner.run().await;
        assert_eq!(report.digest_equal, Some(true), "{report:?}");
        report
    }

    pub async fn record(&self, doc_id: &DocumentId) -> Option<StoredRecord> {
        self.runner.store.record(doc_id).await.unwrap()
    }
}

pub fn new_id() -> DocumentId {
    DocumentId(uuid::Uuid::now_v7().to_string())
}
