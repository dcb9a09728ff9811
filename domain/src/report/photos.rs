//! Pictures of the sites: plates by site, and pairs of before and after. Not here: their bytes.

use super::composer::{Composer, figure, fill, paragraph, words};
use super::inputs::PlatePhoto;
use super::model::{Block, Content, Photo, PhotoPairs, PhotoPlate};
use super::sentences as say;
use crate::scoring::FactReference;

/// Of more photos than this, six stand on a page.
const MANY: usize = 4;
/// Slots and captions with one of these words show people, or papers with their names.
const PEOPLE: [&str; 18] = [
    "合影",
    "签到",
    "签字",
    "签名",
    "人员",
    "人像",
    "肖像",
    "自拍",
    "访谈",
    "座谈",
    "问卷",
    "群众",
    "村民",
    "居民",
    "受益人",
    "身份证",
    "工作照",
    "会议",
];

/// One plate for each site, in the order of the photos' index numbers.
pub(super) fn plates(composer: &mut Composer<'_>) -> Vec<Block> {
    let photos = &composer.inputs.photos;
    let mut blocks = Vec::new();
    for group in photos.chunk_by(|one, two| one.project_code == two.project_code) {
        let Some(first) = group.first() else { continue };
        let plate = PhotoPlate {
            number: composer.figure_number(),
            title: format!("{}现场照片", first.project_name),
            per_page: per_page(group.len()),
            photos: group.iter().map(|photo| plate_photo(photo, true)).collect(),
        };
        let id = format!("annex4.photos.{}", first.project_code);
        blocks.push(Block {
            id,
            content: Content::PhotoPlate(plate),
        });
    }
    blocks
}

/// Four large ones on a page, six where a site has many.
pub(super) fn per_page(photos: usize) -> u8 {
    if photos > MANY { 6 } else { 4 }
}

/// The picture with its caption; published without its coordinates.
pub(super) fn plate_photo(photo: &PlatePhoto, with_position: bool) -> Photo {
    let facts = vec![FactReference::Record {
        record: photo.record.clone(),
        project_code: photo.project_code.clone(),
        path: Some(photo.path.clone()),
    }];
    let part = match photo.caption.trim() {
        "" => photo.slot.clone(),
        caption => format!("{}：{caption}", photo.slot),
    };
    let taken = photo.taken_at.to_minute_text();
    let third = match &photo.position {
        _ if !with_position => taken,
        Some(at) => format!(
            "{taken} {}, {}（±{}米）",
            at.latitude, at.longitude, at.accuracy_m
        ),
        None => format!("{taken} 无定位"),
    };
    let caption = vec![
        vec![words(&photo.project_name)],
        vec![words(part)],
        vec![figure(third, facts.clone())],
        vec![
            figure(&photo.index, facts),
            words(format!(" {}", photo.sha256.short())),
        ],
    ];
    Photo {
        sha256: photo.sha256.clone(),
        index: photo.index.clone(),
        alternative: format!("{}，{}", photo.project_name, photo.slot),
        caption,
    }
}

/// Before and after of every site that has both, with the sentence that leads to them.
pub(super) fn pairs(composer: &mut Composer<'_>, section: &str) -> Vec<Block> {
    let photos = &composer.inputs.photos;
    let mut pairs = Vec::new();
    for group in photos.chunk_by(|one, two| one.project_code == two.project_code) {
        let before = group.iter().filter(|photo| is_slot(photo, "前", "后"));
        let after = group.iter().filter(|photo| is_slot(photo, "后", "前"));
        pairs.extend(
            before
                .zip(after)
                .map(|(before, after)| (plate_photo(before, true), plate_photo(after, true))),
        );
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let number = composer.figure_number();
    let content = Content::PhotoPairs(PhotoPairs {
        number,
        title: "改造（修复）前后对比".to_owned(),
        pairs,
    });
    let values = [("figure", words(number.to_string()))];
    vec![
        paragraph(
            format!("{section}.before_after"),
            fill(say::BEFORE_AFTER, &values),
        ),
        Block {
            id: format!("{section}.pairs"),
            content,
        },
    ]
}

fn is_slot(photo: &PlatePhoto, with: &str, without: &str) -> bool {
    photo.slot.contains(with) && !photo.slot.contains(without)
}

/// Whether no published edition has the picture: its slot or caption names people, or the caption
/// says 不公开.
pub(super) fn is_private(photo: &PlatePhoto) -> bool {
    let words = PEOPLE.iter().chain([&super::labels::NOT_TO_PUBLISH]);
    let mut words = words.copied();
    words.any(|word| photo.slot.contains(word) || photo.caption.contains(word))
}
