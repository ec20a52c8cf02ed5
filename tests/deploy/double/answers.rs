//! What the double answers: a host's work on its objects, in the words of each language.

use std::collections::BTreeMap;

use super::http::{Answer, Request};
use super::{Object, State, Tongue};
use crate::look::unescaped;

/// How many objects a page of a list holds.
const PAGE: usize = 7;

impl State {
    fn stamp(&self) -> String {
        let at = jiff::Timestamp::from_second(1_735_689_600 + self.clock).unwrap();
        at.to_string()
    }

    pub(super) fn object(&mut self, bytes: Vec<u8>, headers: &BTreeMap<String, String>) -> Object {
        self.generation += 1;
        let text = |name: &str| headers.get(name).cloned().unwrap_or_default();
        Object {
            bytes,
            content_type: text("content-type"),
            cache_control: text("cache-control"),
            generation: self.generation,
            written: self.clock,
            ..Object::default()
        }
    }

    pub(super) fn get(&self, request: &Request) -> Answer {
        let Some(object) = self.objects.get(&request.key) else { return plain(404) };
        Answer { status: 200, headers: described(object), body: object.bytes.clone() }
    }

    pub(super) fn put(&mut self, request: &Request, tongue: Tongue) -> Answer {
        let header = |name: &str| request.headers.get(name).map(String::as_str);
        if let Some(from) = header("x-amz-copy-source").or(header("x-goog-copy-source")).or(header("x-ms-copy-source"))
        {
            // Azure is told a whole address, with whatever signs it.
            let from = from.split_once("://").and_then(|(_, way)| way.split_once('/')).map_or(from, |(_, way)| way);
            let from = unescaped(from.split('?').next().unwrap());
            let from = from.trim_start_matches('/').split_once('/').unwrap().1.to_owned();
            let Some(found) = self.objects.get(&from).cloned() else { return plain(404) };
            self.generation += 1;
            let copy = Object { generation: self.generation, written: self.clock, ..found };
            let body = format!(
                "<CopyObjectResult><LastModified>{}</LastModified><ETag>{}</ETag></CopyObjectResult>",
                self.stamp(),
                tag(&copy)
            );
            self.insert(&request.key, copy);
            let status = if tongue == Tongue::Azure { 202 } else { 200 };
            return Answer { status, headers: Vec::new(), body: body.into_bytes() };
        }
        let there = self.objects.get(&request.key);
        let refused = match (header("if-none-match"), header("if-match"), header("x-goog-if-generation-match")) {
            (Some("*"), _, _) | (_, _, Some("0")) => there.is_some(),
            (_, Some(wanted), _) => there.map(tag).as_deref() != Some(wanted),
            (_, _, Some(generation)) => {
                there.map(|object| object.generation.to_string()).as_deref() != Some(generation)
            }
            _ => false,
        };
        if refused {
            return plain(412);
        }
        let folder = request.key.rsplit_once('/').map_or("", |(folder, _)| folder);
        if tongue == Tongue::WebDav && !folder.is_empty() && !self.folders.contains(folder) {
            return plain(409);
        }
        let object = self.object(request.body.clone(), &request.headers);
        let headers =
            described(&object).into_iter().filter(|(name, _)| name.starts_with('E') || name.starts_with('x')).collect();
        self.insert(&request.key, object);
        Answer { status: 200, headers, body: Vec::new() }
    }

    pub(super) fn list(&self, request: &Request) -> Answer {
        let query = |name: &str| {
            let pairs = request.query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| unescaped(&value.replace('+', " ")))
                .unwrap_or_default()
        };
        let (prefix, after) = (query("prefix"), query("continuation-token"));
        let found: Vec<_> = self.objects.iter().filter(|(key, _)| key.starts_with(&prefix) && **key > after).collect();
        let mut body = "<ListBucketResult>".to_owned();
        for (key, object) in found.iter().take(PAGE) {
            let at = jiff::Timestamp::from_second(1_735_689_600 + object.written).unwrap();
            body.push_str(&format!(
                "<Contents><Key>{}</Key><LastModified>{at}</LastModified><ETag>{}</ETag><Size>{}</Size></Contents>",
                key.replace('&', "&amp;").replace('<', "&lt;"),
                tag(object).replace('"', "&quot;"),
                object.bytes.len()
            ));
        }
        if found.len() > PAGE {
            body.push_str(&format!(
                "<NextContinuationToken>{}</NextContinuationToken>",
                found[PAGE - 1].0.replace('&', "&amp;")
            ));
        }
        body.push_str("</ListBucketResult>");
        Answer { status: 200, headers: vec![("Content-Type", "application/xml".to_owned())], body: body.into_bytes() }
    }

    pub(super) fn delete_many(&mut self, request: &Request) -> Answer {
        let body = String::from_utf8(request.body.clone()).unwrap();
        let mut done = "<DeleteResult>".to_owned();
        for part in body.split("<Key>").skip(1) {
            let key = part.split("</Key>").next().unwrap();
            done.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            let key = key
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
            self.remove(&key);
        }
        done.push_str("</DeleteResult>");
        Answer { status: 200, headers: Vec::new(), body: done.into_bytes() }
    }

    pub(super) fn make_folder(&mut self, request: &Request) -> Answer {
        let key = request.key.trim_end_matches('/');
        match key.rsplit_once('/') {
            Some((above, _)) if !self.folders.contains(above) => plain(409),
            _ if !self.folders.insert(key.to_owned()) => plain(405),
            _ => plain(201),
        }
    }

    pub(super) fn dav_move(&mut self, request: &Request) -> Answer {
        let to = request.headers.get("destination").map(|to| unescaped(to)).unwrap_or_default();
        let to = to.split_once("/dav/").map(|(_, key)| key.to_owned()).unwrap_or_default();
        let folder = to.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let Some(found) = self.objects.get(&request.key).cloned() else { return plain(404) };
        if !folder.is_empty() && !self.folders.contains(&folder) {
            return plain(409);
        }
        if request.headers.get("overwrite").is_some_and(|over| over == "F") && self.objects.contains_key(&to) {
            return plain(412);
        }
        self.generation += 1;
        // As a rename does, a move keeps the file's own time; a copy is new.
        let written = self.clock;
        let moved = Object { generation: self.generation, written, ..found };
        self.insert(&to, moved);
        if request.method == "MOVE" {
            self.remove(&request.key);
        }
        plain(201)
    }

    pub(super) fn propfind(&self, request: &Request) -> Answer {
        let folder = request.key.trim_end_matches('/');
        if !self.folders.contains(folder) {
            return plain(404);
        }
        let within = self.objects.keys().filter(|key| key.starts_with(&format!("{folder}/")));
        let hrefs: String = within.map(|key| format!("<D:response><D:href>/dav/{key}</D:href></D:response>")).collect();
        Answer {
            status: 207,
            headers: Vec::new(),
            body: format!("<D:multistatus xmlns:D=\"DAV:\">{hrefs}</D:multistatus>").into_bytes(),
        }
    }
}

fn tag(object: &Object) -> String {
    format!("\"{}\"", &blake3::hash(&[&object.bytes[..], &object.generation.to_le_bytes()].concat()).to_hex()[..32])
}

fn described(object: &Object) -> Vec<(&'static str, String)> {
    let at = jiff::Timestamp::from_second(1_735_689_600 + object.written).unwrap();
    vec![
        ("ETag", tag(object)),
        ("x-goog-generation", object.generation.to_string()),
        ("Last-Modified", at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ("Content-Type", object.content_type.clone()),
        ("Cache-Control", object.cache_control.clone()),
    ]
}

pub(super) fn plain(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Vec::new() }
}
