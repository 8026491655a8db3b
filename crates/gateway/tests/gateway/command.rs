//! The command line.

use banshi_gateway::sandbox::mover;

use crate::live::run;
use crate::support::{self, Gateway};

#[tokio::test]
async fn the_pace_of_a_running_sandbox_is_set_from_outside() {
    let gateway = Gateway::start().await;
    let store = &*gateway.server.app.store;
    assert_eq!(mover::pace(store).await.unwrap(), None);
    let database = gateway.database();
    let database = database.to_str().unwrap();
    let output = run(&["sandbox", "pace", "7", "--database", database]).await;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(mover::pace(store).await.unwrap(), Some(7));
    run(&["sandbox", "pace", "off", "--database", database]).await;
    assert_eq!(mover::pace(store).await.unwrap(), None);
    let odd = run(&["sandbox", "pace", "soon", "--database", database]).await;
    assert_eq!(odd.status.code(), Some(2));
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused_in_a_sentence() {
    let folder = tempfile::TempDir::new().unwrap();
    let config = folder.path().join("gateway.toml");
    std::fs::write(&config, "[backend]\nurl = 'https://example.invalid'\n").unwrap();
    let config = config.to_str().unwrap();
    for (arguments, words) in [
        (vec!["serve"], "Nobody could sign in"),
        (vec![], "Nobody could sign in"),
        (vec!["--config", config], "not yet part of this version"),
        (
            vec!["serve", "--config", config, "--sandbox"],
            "can't be on together",
        ),
        (vec!["serve", "--config", "/nowhere.toml"], "/nowhere.toml"),
        (
            vec!["officer", "x", "accept", "--database", "/nowhere.db"],
            "there is no such database",
        ),
    ] {
        let output = run(&arguments).await;
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(words), "{arguments:?}: {error}");
    }
}

#[tokio::test]
async fn a_check_fails_with_the_fault_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let content = support::content(folder.path());
    let good = run(&["check", "catalogue", content.to_str().unwrap()]).await;
    assert!(
        good.status.success(),
        "{}",
        String::from_utf8_lossy(&good.stdout)
    );
    let file = content.join("services/residence-permit.json");
    let text = std::fs::read_to_string(&file)
        .unwrap()
        .replace("\"itemType\": \"07\"", "\"itemType\": \"99\"");
    std::fs::write(&file, text).unwrap();
    let bad = run(&["check", "catalogue", content.to_str().unwrap()]).await;
    assert_eq!(bad.status.code(), Some(1));
    let output = String::from_utf8_lossy(&bad.stdout);
    assert!(
        output.contains("services/residence-permit.json /itemType [code-table]"),
        "{output}"
    );
    let forms = run(&["check", "forms", content.to_str().unwrap()]).await;
    assert!(forms.status.success());
}

#[tokio::test]
async fn the_document_is_printed() {
    let output = run(&["openapi"]).await;
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        banshi_gateway::openapi::text()
    );
}
