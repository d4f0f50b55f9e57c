import Engine
import JSON
import Workflow

extension Subcommand {
    static let workflowSchema = Subcommand(
        path: ["workflow", "schema"], summary: "print the JSON Schema of workflow files, for editors",
        discussion: [
            """
            An editor with a YAML language server checks and completes workflows with it when a file starts \
            with: # yaml-language-server: $schema=<file>
            """
        ]
    ) { (session, _) throws(Failure) in
        try session.print(Definition.schema(Catalogue(actions: Actions.table.signatures)).canonical)
        return .done
    }
}
