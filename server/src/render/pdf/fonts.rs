//! The fonts on this machine that can print Chinese, found by the names of their files; only the
//! chosen files are read. Fonts are never shipped: the firm installs them, a PDF holds subsets.
//! Not here: which text is set in which (`template.typ`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, is_default_ignorable};
use typst::utils::LazyHash;

use crate::render::RenderError;

/// A folder with the firm's own fonts, for example 仿宋_GB2312.
const FOLDER_VARIABLE: &str = "KANPING_FONTS";
/// Folders lie in folders, but not deeper; a link in a circle ends here.
const DEPTH: u8 = 8;
const ADVICE: &str = "install one (Debian, Ubuntu: apt install fonts-noto-cjk) or put the files \
                      of 仿宋 and 黑体 into the folder named by KANPING_FONTS";

/// 宋体: regular and bold.
const SONG: [(&str, &str); 9] = [
    ("notoserifcjk-regular", "notoserifcjk-bold"),
    ("notoserifcjksc-regular", "notoserifcjksc-bold"),
    ("notoserifsc-regular", "notoserifsc-bold"),
    ("sourcehanserifsc-regular", "sourcehanserifsc-bold"),
    ("sourcehanserifcn-regular", "sourcehanserifcn-bold"),
    ("notoserifcjk-vf", ""),
    ("notoserifsc[wght]", ""),
    ("simsun", ""),
    ("uming", ""),
];
/// 黑体.
const HEI: [(&str, &str); 10] = [
    ("notosanscjk-regular", ""),
    ("notosanscjksc-regular", ""),
    ("notosanssc-regular", ""),
    ("sourcehansanssc-regular", ""),
    ("sourcehansanscn-regular", ""),
    ("notosanscjk-vf", ""),
    ("notosanssc[wght]", ""),
    ("simhei", ""),
    ("msyh", ""),
    ("wqy-zenhei", ""),
];
/// 仿宋.
const FANG: [(&str, &str); 4] = [
    ("仿宋_gb2312", ""),
    ("fangsong_gb2312", ""),
    ("simfang", ""),
    ("stfangsong", ""),
];
/// 楷体.
const KAI: [(&str, &str); 5] = [
    ("楷体_gb2312", ""),
    ("kaiti_gb2312", ""),
    ("simkai", ""),
    ("stkaiti", ""),
    ("ukai", ""),
];
/// 小标宋.
const TITLE: [(&str, &str); 4] = [
    ("方正小标宋简体", ""),
    ("fzxbsjw", ""),
    ("fzxbsk", ""),
    ("fzxbsjw--gb1-0", ""),
];

/// The fonts a PDF is set in.
pub struct PdfFonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    covered: Vec<bool>,
    families: Families,
}

/// The families found, by what they are used for.
#[derive(Default)]
pub struct Families {
    /// 宋体, or what stands in for it.
    pub song: Option<String>,
    /// 黑体.
    pub hei: Option<String>,
    /// 仿宋.
    pub fang: Option<String>,
    /// 楷体.
    pub kai: Option<String>,
    /// 小标宋.
    pub title: Option<String>,
}

impl PdfFonts {
    /// Looks in these folders and the folders in them.
    ///
    /// # Errors
    /// `RenderError::Fonts` when no font for Chinese is there, or one cannot be read.
    pub fn load(folders: &[PathBuf]) -> Result<PdfFonts, RenderError> {
        let mut files = BTreeMap::new();
        for folder in folders {
            list(folder, DEPTH, &mut files);
        }
        let mut fonts = Vec::new();
        let families = Families {
            song: take(&files, &SONG, &mut fonts)?,
            hei: take(&files, &HEI, &mut fonts)?,
            fang: take(&files, &FANG, &mut fonts)?,
            kai: take(&files, &KAI, &mut fonts)?,
            title: take(&files, &TITLE, &mut fonts)?,
        };
        if families.song.is_none() && families.hei.is_none() && families.fang.is_none() {
            let folders: Vec<String> = folders
                .iter()
                .map(|folder| folder.display().to_string())
                .collect();
            let places = folders.join(", ");
            return Err(RenderError::Fonts(format!("none in {places}; {ADVICE}")));
        }
        Ok(PdfFonts {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            covered: covered(&fonts),
            fonts,
            families,
        })
    }

    /// The fonts of this machine, read once.
    ///
    /// # Errors
    /// As `load`; a failure is not kept, so that fonts may be installed while the server runs.
    pub fn system() -> Result<Arc<PdfFonts>, RenderError> {
        static SYSTEM: Mutex<Option<Arc<PdfFonts>>> = Mutex::new(None);
        let mut kept = SYSTEM.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = kept.as_ref() {
            return Ok(Arc::clone(fonts));
        }
        let fonts = Arc::new(Self::load(&default_folders())?);
        *kept = Some(Arc::clone(&fonts));
        Ok(fonts)
    }

    /// What Typst chooses from.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font with this number in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The families found.
    pub fn families(&self) -> &Families {
        &self.families
    }

    /// Whether a character can be printed.
    pub fn covers(&self, character: char) -> bool {
        self.covered
            .get(character as usize)
            .copied()
            .unwrap_or(false)
    }

    /// Whether a character is only an instruction to a typesetter, with nothing to print.
    pub fn ignores(character: char) -> bool {
        is_default_ignorable(character)
    }
}

/// The firm's folder first, then where systems keep fonts.
fn default_folders() -> Vec<PathBuf> {
    let own = std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".fonts"));
    let system = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
    own.into_iter().chain(system).chain(home).collect()
}

/// Font files by name in lower case without extension; the first folder and name wins.
fn list(folder: &Path, depth: u8, files: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth > 0 {
                list(&path, depth - 1, files);
            }
            continue;
        }
        let lower = |part: Option<&std::ffi::OsStr>| {
            part.map(|part| part.to_string_lossy().to_lowercase())
                .unwrap_or_default()
        };
        let extension = lower(path.extension());
        if matches!(extension.as_str(), "ttf" | "ttc" | "otf" | "otc") {
            files.entry(lower(path.file_stem())).or_insert(path);
        }
    }
}

/// Reads the first of these that is there, with its bold companion; gives the family's name.
fn take(
    files: &BTreeMap<String, PathBuf>,
    wanted: &[(&str, &str)],
    fonts: &mut Vec<Font>,
) -> Result<Option<String>, RenderError> {
    let found = wanted
        .iter()
        .find_map(|(regular, bold)| files.get(*regular).map(|path| (path, files.get(*bold))));
    let Some((regular, bold)) = found else {
        return Ok(None);
    };
    let font = read(regular)?;
    let family = font.info().family.clone();
    fonts.push(font);
    if let Some(bold) = bold {
        fonts.push(read(bold)?);
    }
    Ok(Some(family))
}

/// Of a collection, the face for the mainland's forms.
fn read(path: &Path) -> Result<Font, RenderError> {
    let broken = |reason: String| RenderError::Fonts(format!("{}: {reason}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| broken(error.to_string()))?;
    let bytes = Bytes::new(bytes);
    let mainland = |font: &Font| font.info().family.ends_with(" SC");
    Font::iter(bytes.clone())
        .find(mainland)
        .or_else(|| Font::new(bytes, 0))
        .ok_or_else(|| broken("not a font".to_owned()))
}

fn covered(fonts: &[Font]) -> Vec<bool> {
    let mut covered = vec![false; 0x11_0000];
    for code in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
        if let Some(slot) = covered.get_mut(code as usize) {
            *slot = true;
        }
    }
    covered
}
