//! Photos as a hostile network would send them.

use domain::fieldwork::AttachmentKind;
use domain::ids::Sha256Hex;
use domain::party::Role;
use domain::wire::urls;
use server::demo::Lifecycle;

use crate::tablet::Tablet;
use crate::world::{World, demo_url};

fn jpeg(shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(900, 600, image::Rgb([shade, 90, 60]));
    let mut out = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut out, image::ImageFormat::Jpeg)
        .unwrap();
    out.into_inner()
}

#[tokio::test]
async fn bytes_that_no_record_declares_are_not_taken() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    let bytes = jpeg(1);
    let sha256 = Sha256Hex::of(&bytes);
    let url = demo_url(urls::BLOB, &[sha256.as_str()]);
    let answer = evaluator.put_bytes(&url, bytes).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (409, vec!["BLOB_NOT_DECLARED"])
    );
    assert_eq!(evaluator.get(&url).await.status, 404);
}

#[tokio::test]
async fn only_pictures_with_the_declared_hash_are_kept() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    let bomb = png_bomb();
    let photo = jpeg(2);
    tablet
        .declare(&[page.clone(), bomb.clone(), photo.clone()])
        .await;
    let url = |bytes: &[u8]| demo_url(urls::BLOB, &[Sha256Hex::of(bytes).as_str()]);
    let put = |url: String, bytes: Vec<u8>| put_owned(&tablet, url, bytes);

    let answer = put(url(&page), page.clone()).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (415, vec!["NOT_A_PICTURE"])
    );
    let answer = put(url(&bomb), bomb.clone()).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (413, vec!["PICTURE_TOO_LARGE"])
    );
    let answer = put(url(&photo), jpeg(3)).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (422, vec!["BLOB_HASH_MISMATCH"])
    );
    assert_eq!(
        tablet.person.get(&url(&photo)).await.status,
        404,
        "nothing is kept half"
    );

    for _ in 0..2 {
        let answer = put(url(&photo), photo.clone()).await;
        assert_eq!(answer.status, 200, "twice is once");
        assert_eq!(answer.body["sha256"], Sha256Hex::of(&photo).as_str());
    }
    let thumbnail = demo_url(urls::THUMBNAIL, &[Sha256Hex::of(&photo).as_str()]);
    let response = tablet
        .person
        .client
        .get(world.url(&thumbnail))
        .send()
        .await
        .unwrap();
    let small = image::load_from_memory(&response.bytes().await.unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (400, 267));
}

#[tokio::test]
async fn a_file_is_taken_by_its_content_and_given_out_as_a_download() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let document = b"%PDF-1.7\n1 0 obj <</JS (app.alert(1))>> endobj".to_vec();
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let program = b"MZ\x90\0\x03\0\0\0 this program".to_vec();
    tablet
        .declare_as(
            AttachmentKind::File,
            &[document.clone(), page.clone(), program.clone()],
        )
        .await;
    let url = |bytes: &[u8]| demo_url(urls::BLOB, &[Sha256Hex::of(bytes).as_str()]);
    for refused in [page, program] {
        let answer = tablet
            .person
            .put_bytes(&url(&refused), refused.clone())
            .await;
        assert_eq!(
            (answer.status, answer.codes()),
            (415, vec!["FILE_KIND_REFUSED"])
        );
    }
    let answer = tablet
        .person
        .put_bytes(&url(&document), document.clone())
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);

    let address = world.url(&url(&document));
    let response = tablet.person.client.get(address).send().await.unwrap();
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert!(header("content-disposition").starts_with("attachment;"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
}

#[tokio::test]
async fn another_firms_person_does_not_get_a_photo_by_knowing_its_hash() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let records = manager.get(&demo_url(urls::RECORDS, &[])).await.body;
    let with_photos = records["records"]
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["photos_received"].as_u64() > Some(0))
        .unwrap();
    let id = with_photos["doc_id"].as_str().unwrap();
    let record = manager.get(&demo_url(urls::RECORD, &[id])).await.body;
    let attachments = record["body"]["attachments"].as_object().unwrap();
    let sha256 = attachments.values().next().unwrap()["sha256"]
        .as_str()
        .unwrap();
    let newcomer = world.newcomer().await;
    assert_eq!(
        newcomer.get(&demo_url(urls::BLOB, &[sha256])).await.status,
        404
    );
    assert_eq!(
        newcomer
            .get(&demo_url(urls::THUMBNAIL, &[sha256]))
            .await
            .status,
        404
    );
}

/// A small file that unpacks to a picture no tablet makes.
fn png_bomb() -> Vec<u8> {
    let picture = image::GrayImage::new(20_000, 20_000);
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn put_owned(tablet: &Tablet, url: String, bytes: Vec<u8>) -> crate::world::Answer {
    tablet.person.put_bytes(&url, bytes).await
}
