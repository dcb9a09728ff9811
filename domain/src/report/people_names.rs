//! Whose names the inputs of a report hold. An interviewee is written as the guide asks for it, in
//! one text of unit, post and name in any order: what is neither unit nor post is a name. Not here:
//! leaving names out (`public_words`).

use super::inputs::ReportInputs;

/// Ends of the names of units and places, the last as the name may follow without a blank.
const UNITS: [&str; 31] = [
    "办公室",
    "工作组",
    "委员会",
    "政府",
    "中心",
    "街道",
    "公司",
    "事务所",
    "科室",
    "学校",
    "医院",
    "局",
    "委",
    "办",
    "站",
    "所",
    "村",
    "镇",
    "乡",
    "区",
    "县",
    "市",
    "部",
    "处",
    "股",
    "科",
    "室",
    "组",
    "队",
    "院",
    "校",
];
/// Posts and what people are to a project.
const POSTS: [&str; 36] = [
    "副局长",
    "局长",
    "副科长",
    "科长",
    "副主任",
    "主任",
    "副书记",
    "书记",
    "副站长",
    "站长",
    "副所长",
    "所长",
    "副镇长",
    "镇长",
    "副乡长",
    "乡长",
    "村长",
    "副处长",
    "处长",
    "股长",
    "组长",
    "总经理",
    "经理",
    "负责人",
    "联系人",
    "经办人",
    "会计",
    "出纳",
    "工程师",
    "技术员",
    "科员",
    "村民",
    "居民",
    "代表",
    "干部",
    "监理",
];
/// A name has two to four characters.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;

/// Every person whose name may stand in a text, each once.
pub(super) fn people(inputs: &ReportInputs) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(inputs.team.iter().map(|person| person.name.clone()));
    names.extend(inputs.sign_offs.iter().map(|line| line.name.clone()));
    for draw in &inputs.draws {
        names.extend([draw.operator.clone(), draw.witness.clone()]);
    }
    for interview in &inputs.interviews {
        names.extend(interview.facts.interviewers.iter().cloned());
        names.extend(interviewees(&interview.facts.interviewee));
    }
    for finding in &inputs.findings {
        names.extend(finding.confirmation.iter().map(|it| it.signed_by.clone()));
        names.extend(finding.refusal.iter().map(|it| it.by.clone()));
    }
    for opinion in &inputs.opinions {
        names.extend(opinion.decision.iter().map(|it| it.name.clone()));
    }
    let trimmed = names.into_iter().map(|name| name.trim().to_owned());
    let mut names: Vec<String> = trimmed.filter(|name| name.chars().count() >= 2).collect();
    names.sort();
    names.dedup();
    names
}

/// The names in a text of unit, post and name.
fn interviewees(text: &str) -> Vec<String> {
    let is_between = |c: char| c.is_whitespace() || "、，,；;：:（）()/·".contains(c);
    text.split(is_between).filter_map(name_in).collect()
}

/// What is left of a word without the unit before and the posts around it, if that can be a name.
fn name_in(word: &str) -> Option<String> {
    let mut rest = word.trim();
    loop {
        let before = rest;
        for post in POSTS {
            rest = rest.strip_suffix(post).unwrap_or(rest);
            // Behind a post may stand the name: 计财股负责人赵振华.
            if let Some((_, behind)) = rest.split_once(post) {
                rest = behind;
            }
        }
        for unit in UNITS {
            if let Some((_, behind)) = rest.rsplit_once(unit) {
                rest = behind;
            }
        }
        if rest == before {
            break;
        }
    }
    let length = rest.chars().count();
    let is_latin = rest.is_ascii() && rest.chars().any(|c| c.is_ascii_alphabetic());
    (NAME.contains(&length) || is_latin && length > 1).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::interviewees;

    #[test]
    fn a_name_is_found_wherever_it_stands() {
        for text in [
            "某区交通运输局 计财股负责人 赵振华",
            "赵振华 某区交通运输局 科长",
            "赵振华（某区交通运输局科长）",
            "某区交通运输局科长赵振华",
            "渣坪乡，赵振华，村民代表",
        ] {
            let found = interviewees(text);
            assert!(found.contains(&"赵振华".to_owned()), "{text}: {found:?}");
        }
        assert!(interviewees("某区交通运输局 科长").is_empty());
    }
}
