import TestSupport
import Testing
import Workflow

@Suite struct ExpressionLimitTests {
    private func deep(_ count: Int, _ open: String, _ middle: String, _ close: String = "") -> String {
        String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }

    /// What stands in the middle is a level of its own.
    @Test(
        arguments: [
            ("!", "1", ""), ("!(", "1", ")"), ("join(", "1", ")"), ("x[", "x", "]"), ("", "x", ".y"),
            ("", "x", "[0]"),
            ("", "x", ".*"), ("", "x", "[*]"), ("1 == (", "1", ")"), ("", "1", " == 1"), ("1 < (", "1", ")"),
        ])
    func `50 levels are allowed and not one more`(open: String, middle: String, close: String) throws {
        let contexts = #"{"x":null}"#
        #expect(fault(of: deep(49, open, middle, close), contexts: contexts) == nil)
        for count in [50, 51, 500, 2_500] {
            let error = try #require(fault(of: deep(count, open, middle, close), contexts: contexts))
            #expect(error.message == "Exceeded max expression depth 50")
            #expect(error.kind == .parsing)
        }
    }

    @Test func `a chain of one operator is one level, and so is a group`() throws {
        #expect(try value(of: deep(4_000, "1&&", "2")) == 2.0)
        #expect(try value(of: deep(4_000, "0||", "2")) == 2.0)
        #expect(try value(of: deep(3_000, "(1&&", "2", ")")) == 2.0)
        #expect(try value(of: deep(2_900, "(", "2", " || 0)")) == 2.0)
        #expect(try value(of: deep(10_000, "(", "2", ")")) == 2.0)
        #expect(fault(of: deep(24, "!(1 || ", "!2", ")")) == nil)
        #expect(fault(of: deep(25, "!(1 || ", "2", ")"))?.message == "Exceeded max expression depth 50")
    }

    @Test func `what is too deep is told after everything else that is wrong`() {
        #expect(fault(of: deep(60, "!", "x"))?.message.hasPrefix("Unrecognized named-value") == true)
        #expect(fault(of: deep(60, "toJSON(", "1"))?.message.hasPrefix("Unexpected end") == true)
    }

    @Test(arguments: [
        "(", ")", "[", "]", "!", "x[", "toJSON(", "case(true,", "1||(", "a.", ".", "'", "*", "&&",
    ])
    func `no nesting uses up the stack`(word: String) {
        for middle in ["", "1", "x"] {
            _ = fault(of: deep(20_000 / word.utf8.count, word, middle), contexts: #"{"x":1,"a":1}"#)
        }
    }

    @Test func `21,000 characters are allowed and not one more`() throws {
        #expect(try value(of: "'\(String(repeating: "a", count: 20_998))'").text.utf8.count == 20_998)
        #expect(try value(of: "'\(String(repeating: "é", count: 20_998))'").text.utf8.count == 41_996)
        for text in [String(repeating: " ", count: 21_001), "'\(String(repeating: "😀", count: 10_500))'"] {
            #expect(fault(of: text) == ExpressionError(.lexing, "Exceeded max expression length 21000"))
        }
    }

    @Test func `255 arguments are allowed and not one more`() throws {
        #expect(try value(of: "format('{253}'\(deep(254, ",1", "")))") == "1")
        #expect(
            fault(of: "format('{253}'\(deep(255, ",1", "")))")?.message.hasPrefix("Too many parameters")
                == true)
    }

    @Test func `what an expression makes takes at most a megabyte, counted in UTF-16`() throws {
        let long = String(repeating: "a", count: 100_000)
        func evaluate(_ text: String) throws -> Value {
            let context = EvaluationContext(contexts: [
                "long": .string(long), "list": .array([.string(long)]),
            ])
            return try Expression(parsing: text).evaluate(in: context)
        }
        #expect(try evaluate("format('{0}{0}{0}{0}{0}', long)").text.utf8.count == 500_000)
        for text in [
            "format('{0}{0}{0}{0}{0}{0}', long)", "format('{0}{0}{0}', long) == format('{0}{0}{0}', long)",
            "toJSON(fromJSON(format('[\"{0}\",\"{0}\",\"{0}\"]', long)))",
        ] {
            do {
                _ = try evaluate(text)
                Issue.record("no error: \(text)")
            } catch let error as ExpressionError {
                #expect(error.message.hasPrefix("The maximum allowed memory size was exceeded"))
                #expect(error.kind == .evaluation)
            }
        }
        // What is done with takes nothing any more, and values of contexts never do.
        let half = "format('{0}{0}{0}', long) == 1"
        #expect(try evaluate("\(half) || \(half) || \(half)") == false)
        #expect(try evaluate(deep(20, "long == '' || ", "startsWith(long, long)")) == true)
        var context = EvaluationContext(contexts: ["long": .string(long)])
        context.memoryLimit = 1 << 30
        let large = try Expression(parsing: "format('{0}{0}{0}{0}{0}{0}{0}', long)").evaluate(in: context)
        #expect(large.text.utf8.count == 700_000)
    }

    @Test func `random words are read or refused, and what is read has a value or none`() throws {
        var generator = SeededGenerator(seed: 21)
        let words = [
            "(", ")", "[", "]", ",", ".", "*", "!", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "1",
            "-1.5e3", "0xff", "'a'",
            "''", "null", "true", "NaN", "x", "y", "contains", "format", "join", "toJSON", "fromJSON", "case",
            "'{0}'", " ",
            "x.y", "x[0]", "x.*", "format('{0}', x)", "(1)", "join(y, ',')",
        ]
        let context = EvaluationContext(contexts: [
            "x": try Value(parsingJSON: #"{"y":[1,"a",{"y":null}]}"#), "y": [1.0, "b", []],
        ])
        var (read, refused) = (0, 0)
        for _ in 0..<30_000 {
            let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }.joined(separator: Bool.random(using: &generator) ? " " : "")
            do throws(ExpressionError) {
                let expression = try Expression(parsing: text)
                read += 1
                _ = (expression.references, expression.calls, expression.constantValue)
                let value = try expression.evaluate(in: context)
                #expect(value == (try expression.evaluate(in: context)), Comment(rawValue: text))
            } catch {
                refused += 1
                #expect((0...text.utf8.count).contains(error.offset), Comment(rawValue: text))
            }
        }
        #expect(read > 1_000 && refused > 1_000)
    }

    @Test func `random bytes are read or refused`() {
        var generator = SeededGenerator(seed: 22)
        for _ in 0..<10_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try? Expression(parsing: text)
            _ = try? Template(parsing: "a ${{ \(text) }} b")
            _ = try? Expression(condition: text)
            _ = try? Value(parsingJSON: text)
        }
    }
}
