//! Where the front end shows contents.

use clap::Args;

use crate::domain::front_end::{AddressTemplate, FrontEnd, Variable};

/// Where the city's front end shows contents: URI templates (RFC 6570), for the addresses in vCard and JSON-LD. Left out:
/// no address.
#[derive(Args, Clone, Debug)]
pub struct FrontEndSettings {
    /// Where pages are shown, such as https://www.stadt.example{+path}. Variables: id, path (it begins with a slash and the
    /// locale), locale (that of the path).
    #[arg(long, env = "WEGWEISER_PAGE_URL", value_name = "TEMPLATE", value_parser = of_page)]
    pub page_url: Option<AddressTemplate>,

    /// Where departments are shown, such as https://www.stadt.example/{locale}/departments/{slug}. Variables: id, slug,
    /// locale.
    #[arg(long, env = "WEGWEISER_DEPARTMENT_URL", value_name = "TEMPLATE", value_parser = of_department)]
    pub department_url: Option<AddressTemplate>,

    /// Where members of the staff are shown, such as https://www.stadt.example/{locale}/people/{id}. Variables: id, locale.
    #[arg(long, env = "WEGWEISER_PERSON_URL", value_name = "TEMPLATE", value_parser = of_person)]
    pub person_url: Option<AddressTemplate>,

    /// Where the offices of bodies are shown, such as https://www.stadt.example/{locale}/offices/{slug}. Variables: id, slug,
    /// locale.
    #[arg(long, env = "WEGWEISER_OFFICE_URL", value_name = "TEMPLATE", value_parser = of_office)]
    pub office_url: Option<AddressTemplate>,
}

impl FrontEndSettings {
    pub fn front_end(self) -> FrontEnd {
        let Self { page_url, department_url, person_url, office_url } = self;
        FrontEnd { page: page_url, department: department_url, person: person_url, office: office_url }
    }
}

fn of_page(text: &str) -> Result<AddressTemplate, String> {
    template(text, Variable::OF_PAGE, "https://www.stadt.example{+path}")
}

fn of_department(text: &str) -> Result<AddressTemplate, String> {
    template(text, Variable::OF_ORGANISATION, "https://www.stadt.example/{locale}/departments/{slug}")
}

fn of_person(text: &str) -> Result<AddressTemplate, String> {
    template(text, Variable::OF_PERSON, "https://www.stadt.example/{locale}/people/{id}")
}

fn of_office(text: &str) -> Result<AddressTemplate, String> {
    template(text, Variable::OF_ORGANISATION, "https://www.stadt.example/{locale}/offices/{slug}")
}

fn template(text: &str, known: &[Variable], example: &'static str) -> Result<AddressTemplate, String> {
    AddressTemplate::parse(text, known, example).map_err(|fault| fault.to_string())
}
