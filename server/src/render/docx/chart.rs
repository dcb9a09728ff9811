//! A radar chart as Word itself draws it, with its numbers in the file. Not here: where it stands
//! (`picture`), the other charts, which are bars in a table.

use std::fmt::Write as _;

use domain::report::{Bar, RadarChart};

use super::styles::escaped;

/// docx-rs knows pictures only: what it wrote for a picture of this name becomes the chart.
const PICTURE_BEGIN: &str = "<a:graphic ";
const PICTURE_END: &str = "</a:graphic>";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The chart's name in the document.
pub fn relation(number: usize) -> String {
    format!("rIdChart{number}")
}

/// Puts the charts where pictures of their names are.
pub fn put_in(document: String, charts: usize) -> String {
    (1..=charts).fold(document, |document, number| {
        let id = relation(number);
        let found = document.find(&format!("r:embed=\"{id}\""));
        let place = found.and_then(|at| {
            let begin = document.get(..at)?.rfind(PICTURE_BEGIN)?;
            let end = at + document.get(at..)?.find(PICTURE_END)? + PICTURE_END.len();
            Some((begin, end))
        });
        let Some((before, behind)) =
            place.and_then(|(begin, end)| Some((document.get(..begin)?, document.get(end..)?)))
        else {
            return document;
        };
        let graphic = format!(
            "<a:graphic xmlns:a=\"{MAIN}\"><a:graphicData uri=\"{CHART}\">\
             <c:chart xmlns:c=\"{CHART}\" r:id=\"{id}\"/></a:graphicData></a:graphic>"
        );
        format!("{before}{graphic}{behind}")
    })
}

/// The chart's part.
pub fn radar(chart: &RadarChart) -> String {
    let count = chart.axes.len();
    let (mut names, mut values) = (String::new(), String::new());
    for (index, axis) in chart.axes.iter().enumerate() {
        let _ = write!(
            names,
            "<c:pt idx=\"{index}\"><c:v>{}</c:v></c:pt>",
            escaped(&name(axis))
        );
        let share = axis.basis_points.min(10_000);
        let value = format!("{}.{:02}", share / 100, share % 100);
        let _ = write!(values, "<c:pt idx=\"{index}\"><c:v>{value}</c:v></c:pt>");
    }
    let count = format!("<c:ptCount val=\"{count}\"/>");
    let line = "<a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"B9C4C5\"/></a:solidFill></a:ln>";
    let letters = letters();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <c:chartSpace xmlns:c=\"{CHART}\" xmlns:a=\"{MAIN}\"><c:roundedCorners val=\"0\"/>\
         <c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:radarChart>\
         <c:radarStyle val=\"filled\"/><c:varyColors val=\"0\"/>\
         <c:ser><c:idx val=\"0\"/><c:order val=\"0\"/>\
         <c:tx><c:strRef><c:f>A1</c:f><c:strCache><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>{}</c:v>\
         </c:pt></c:strCache></c:strRef></c:tx>\
         <c:spPr><a:solidFill><a:srgbClr val=\"1F5A63\"><a:alpha val=\"25000\"/>\
         </a:srgbClr></a:solidFill>\
         <a:ln w=\"19050\"><a:solidFill><a:srgbClr val=\"1F5A63\"/></a:solidFill></a:ln></c:spPr>\
         <c:cat><c:strRef><c:f>A2</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>\
         <c:val><c:numRef><c:f>B2</c:f><c:numCache><c:formatCode>0.00</c:formatCode>\
         {count}{values}</c:numCache></c:numRef></c:val></c:ser>\
         <c:axId val=\"1\"/><c:axId val=\"2\"/></c:radarChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"b\"/><c:majorGridlines><c:spPr>{line}</c:spPr>\
         </c:majorGridlines><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
         <c:tickLblPos val=\"nextTo\"/>{letters}<c:crossAx val=\"2\"/>\
         <c:crosses val=\"autoZero\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"100\"/>\
         <c:min val=\"0\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/>\
         <c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>\
         <c:numFmt formatCode=\"0\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>\
         <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"none\"/><c:spPr>{line}</c:spPr>\
         <c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/>\
         <c:crossBetween val=\"between\"/><c:majorUnit val=\"20\"/></c:valAx>\
         </c:plotArea><c:plotVisOnly val=\"1\"/></c:chart></c:chartSpace>",
        escaped(&chart.title),
    )
}

/// An axis is called by its name and its printed value.
fn name(axis: &Bar) -> String {
    format!("{} {}", axis.label, axis.value.text())
}

/// The chart in words.
pub fn alternative(chart: &RadarChart) -> String {
    let axes: Vec<String> = chart.axes.iter().map(name).collect();
    format!("{}：{}", chart.title, axes.join("，"))
}

/// 小四 黑体.
fn letters() -> &'static str {
    "<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1200\"><a:latin typeface=\"Times New Roman\"/>\
     <a:ea typeface=\"黑体\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>"
}
