//! A short guide in the shape of the shipped ones, in the example engagement. Not here: assertions.

use domain::ids::Sha256Hex;
use domain::instrument::Instrument;
use server::service::ServiceError;
use server::store;

use crate::forms::scenario::workbook;
use crate::world::World;

/// Converts the guide and makes it a current form of the example.
pub async fn publish(world: &World) -> Instrument {
    let bytes = workbook(&[
        (
            "survey",
            &[
                &["type", "name", "label", "required", "appearance"],
                &["begin group", "header", "访谈信息", "", ""],
                &["text", "who_unit", "访谈对象单位", "yes", ""],
                &["text", "who_post", "职务", "yes", ""],
                &["date", "held_on", "日期", "yes", ""],
                &["select_one way", "way", "方式", "yes", ""],
                &["text", "interviewer_a", "访谈人A", "yes", ""],
                &["text", "interviewer_b", "访谈人B", "", ""],
                &["end group", "", "", "", ""],
                &["begin group", "q1", "资金何时拨付？", "", ""],
                &["text", "q1_answer", "答", "yes", "multiline"],
                &["text", "q1_verify", "待核实事项", "", "multiline"],
                &["end group", "", "", "", ""],
                &["begin group", "signoff", "确认", "", ""],
                &[
                    "select_one confirmation",
                    "interviewee_confirms",
                    "访谈对象确认",
                    "",
                    "",
                ],
                &["image", "sign_interviewee", "签名", "", "signature"],
                &["text", "sign_interviewee_refused", "拒签原因", "", ""],
                &["end group", "", "", "", ""],
            ],
        ),
        (
            "choices",
            &[
                &["list_name", "name", "label"],
                &["way", "face_to_face", "面谈"],
                &["way", "telephone", "电话"],
                &["confirmation", "signed", "已签名"],
                &["confirmation", "refused", "拒签"],
            ],
        ),
        (
            "settings",
            &[
                &["form_id", "form_title", "version", "kp:kind"],
                &["iv-test", "主管单位访谈提纲", "1", "interview"],
            ],
        ),
    ]);
    let guide = server::forms::compile(&bytes).unwrap();
    let (kept, hash) = (guide.clone(), Sha256Hex::of(&bytes));
    world
        .service
        .store
        .write(move |tx| {
            let found = store::engagements::find(tx, server::demo::CODE)?;
            let engagement = found.unwrap();
            store::engagements::insert_form(tx, &engagement.id, &kept, hash.as_str())?;
            Ok::<_, ServiceError>(())
        })
        .await
        .unwrap();
    guide
}

/// Answers that finish the guide, with a refusal instead of a signature.
pub const COMPLETE: [(&str, &str); 9] = [
    ("/data/header/who_unit", "某区交通运输局"),
    ("/data/header/who_post", "计财股股长"),
    ("/data/header/held_on", "2026-09-14"),
    ("/data/header/way", "face_to_face"),
    ("/data/header/interviewer_a", "王建国"),
    ("/data/header/interviewer_b", "李秀英"),
    ("/data/q1/q1_answer", "分两次拨付"),
    ("/data/signoff/interviewee_confirms", "refused"),
    ("/data/signoff/sign_interviewee_refused", "须经领导同意"),
];
