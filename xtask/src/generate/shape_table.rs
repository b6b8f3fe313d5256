//! Writes the table of one shape, and how a table refers to another.

use std::fmt::Write;

use super::service_model::{Reference, ServiceModel, Shape};
use super::{Result, enumeration};

/// The patterns of the model and the variant of `Pattern` that knows each.
const PATTERNS: [(&str, &str); 9] = [
    ("[a-zA-Z0-9_.-]+", "Name"),
    ("([0-9a-f]{16})+", "HexToken"),
    ("[0-9]{12}", "AccountId"),
    (r"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$", "Bucket"),
    (r"^[^\$]+$", "ClientToken"),
    (r"[,;:|\t ]", "CsvDelimiter"),
    (r"[\x20-\x21\x23-\x2B\x2D-\x7E]*", "CsvHeader"),
    (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", "RoleArn"),
    (r"\p{Print}+", "Printable"),
];

/// The public model says of a table's name or ARN only that it has 1 to 1024 characters. The service resolves an ARN first and
/// checks the name by the rules that `TableName` had before (observed in all regions that were asked, 2026).
const TABLE_NAME: &str = "TextShape { length: Bounds::between(3, 255), pattern: Some(Pattern::TableName), values: &[] }";

/// The public model does not bound the name of a key; the service does (observed 2026-10-09).
const KEY_NAME: &str = "TextShape { length: Bounds::from(1), pattern: None, values: &[] }";

/// The shapes of one service as tables.
pub struct ShapeTables<'a> {
    pub model: &'a ServiceModel,
    /// Before the name of each table.
    pub prefix: &'static str,
}

impl ShapeTables<'_> {
    /// Writes the table of the shape `name`, if it needs one.
    pub fn write(&self, text: &mut String, name: &str) -> Result<()> {
        let shape = self.model.shape(name)?;
        let constant = constant(self.prefix, name);
        match shape.kind.as_str() {
            "structure" => return self.structure(text, name, shape),
            "list" => {
                let element = self.reference(shape.member.as_ref())?;
                let length = bounds(shape);
                writeln!(text, "static {constant}: ListShape = ListShape {{ element: {element}, length: {length} }};")?;
            }
            "map" => {
                let (key, value) = (self.key(shape)?, self.reference(shape.value.as_ref())?);
                let length = bounds(shape);
                writeln!(text, "static {constant}: MapShape = MapShape {{ key: &{key}, value: {value}, length: {length} }};")?;
            }
            "string" if name == "TableArn" => writeln!(text, "static {constant}: TextShape = {TABLE_NAME};")?,
            "string" if name == "KMSMasterKeyId" => writeln!(text, "static {constant}: TextShape = {KEY_NAME};")?,
            "string" => writeln!(text, "static {constant}: TextShape = {};", text_shape(shape)?)?,
            "integer" | "long" => writeln!(text, "static {constant}: Bounds = {};", bounds(shape))?,
            _ => {}
        }
        Ok(())
    }

    fn structure(&self, text: &mut String, name: &str, shape: &Shape) -> Result<()> {
        let constant = constant(self.prefix, name);
        writeln!(text, "static {constant}: StructureShape = StructureShape {{ name: {name:?}, members: &[")?;
        for (member, reference) in &shape.members.0 {
            let required = shape.required.contains(member);
            let shape = self.reference(Some(reference))?;
            writeln!(text, "    MemberShape {{ name: {member:?}, required: {required}, shape: {shape} }},")?;
        }
        text.push_str("] };\n");
        Ok(())
    }

    fn key(&self, shape: &Shape) -> Result<String> {
        let key = shape.key.as_ref().ok_or("a map without keys")?;
        Ok(constant(self.prefix, &key.shape))
    }

    /// The `Shape` that stands for `reference`.
    fn reference(&self, reference: Option<&Reference>) -> Result<String> {
        let name = &reference.ok_or("a shape that refers to none")?.shape;
        let shape = self.model.shape(name)?;
        if name == "AttributeValue" {
            return Ok("Shape::AttributeValue".into());
        }
        if shape.is_attribute_map() {
            return Ok("Shape::AttributeMap".into());
        }
        let table = constant(self.prefix, name);
        Ok(match shape.kind.as_str() {
            "structure" => format!("Shape::Structure(&{table})"),
            "list" => format!("Shape::List(&{table})"),
            "map" => format!("Shape::Map(&{table})"),
            "string" => format!("Shape::Text(&{table})"),
            "integer" => format!("Shape::Integer(&{table})"),
            "long" => format!("Shape::Long(&{table})"),
            "double" => "Shape::Double".into(),
            "boolean" => "Shape::Boolean".into(),
            "timestamp" => "Shape::Timestamp".into(),
            other => return Err(format!("{name} is of the unknown type {other}").into()),
        })
    }
}

/// `PartiQLStatement` → `PARTI_QL_STATEMENT`, after `prefix`.
pub fn constant(prefix: &str, shape: &str) -> String {
    let mut name = String::from(prefix);
    let mut before = '_';
    let mut characters = shape.chars().peekable();
    while let Some(character) = characters.next() {
        let ends_acronym = before.is_ascii_uppercase() && characters.peek().is_some_and(char::is_ascii_lowercase);
        let starts_word = before.is_ascii_lowercase() || before.is_ascii_digit() || ends_acronym;
        if character.is_ascii_uppercase() && starts_word {
            name.push('_');
        }
        name.push(character.to_ascii_uppercase());
        before = character;
    }
    name
}

fn text_shape(shape: &Shape) -> Result<String> {
    let values = enumeration::listed(&shape.values);
    let length = if values.is_empty() { bounds(shape) } else { "Bounds::NONE".into() };
    let pattern = match &shape.pattern {
        None => "None".into(),
        Some(pattern) => format!("Some(Pattern::{})", variant(pattern)?),
    };
    Ok(format!("TextShape {{ length: {length}, pattern: {pattern}, values: &{values:?} }}"))
}

fn variant(pattern: &str) -> Result<&'static str> {
    let known = PATTERNS.iter().find(|(text, _)| *text == pattern);
    known.map(|(_, variant)| *variant).ok_or_else(|| format!("teach src/model/pattern.rs the pattern {pattern}").into())
}

fn bounds(shape: &Shape) -> String {
    match (shape.min, shape.max) {
        (None, None) => "Bounds::NONE".into(),
        (Some(minimum), None) => format!("Bounds::from({minimum})"),
        (None, Some(maximum)) => format!("Bounds::to({maximum})"),
        (Some(minimum), Some(maximum)) => format!("Bounds::between({minimum}, {maximum})"),
    }
}

#[cfg(test)]
mod tests {
    use super::constant;

    #[test]
    fn a_table_is_named_by_the_words_of_its_shape() {
        assert_eq!(constant("", "PutItemInput"), "PUT_ITEM_INPUT");
        assert_eq!(constant("", "PartiQLStatement"), "PARTI_QL_STATEMENT");
        assert_eq!(constant("", "S3Bucket"), "S3_BUCKET");
        assert_eq!(constant("STREAMS_", "TableName"), "STREAMS_TABLE_NAME");
    }
}
