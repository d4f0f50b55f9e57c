import JSON
import YAML

extension DefinitionReader {
    /// The template in a scalar; nil when it can't be read.
    mutating func template(_ node: YAML.Node?, _ place: ExpressionUse.Place) -> Template? {
        guard let scalar = node?.scalar else { return nil }
        do throws(ExpressionError) {
            let template = try Template(parsing: scalar.text)
            guard !template.isConstant else { return template }
            let places = ScalarPlaces(scalar, in: source)
            expressions += template.expressions.map {
                ExpressionUse(expression: $0.expression, places: places, place: place, isCondition: false)
            }
            return template
        } catch {
            report.expressionSyntax(error, in: scalar, source)
            return nil
        }
    }

    /// The condition in a scalar; nil when it can't be read.
    mutating func condition(_ node: YAML.Node?, _ place: ExpressionUse.Place) -> Expression? {
        guard let scalar = node?.scalar else { return nil }
        do throws(ExpressionError) {
            let expression = try Expression(condition: scalar.text)
            expressions.append(
                ExpressionUse(
                    expression: expression, places: ScalarPlaces(scalar, in: source), place: place,
                    isCondition: true))
            return expression
        } catch {
            report.expressionSyntax(error, in: scalar, source)
            return nil
        }
    }

    /// Names with the templates that make their values.
    mutating func templates(_ node: YAML.Node?, _ place: ExpressionUse.Place) -> [NamedTemplate] {
        var templates: [NamedTemplate] = []
        for (name, value) in members(of: node) where Shape.template.fits(value) {
            guard let template = template(value, place) else { continue }
            templates.append(NamedTemplate(name: name, template: template))
        }
        return templates
    }

    /// Values with templates anywhere in them.
    mutating func arguments(_ node: YAML.Node?, _ place: ExpressionUse.Place) -> [NamedArgument] {
        var arguments: [NamedArgument] = []
        for (name, value) in members(of: node) {
            guard let argument = argument(value, place) else { continue }
            arguments.append(NamedArgument(name: name, value: argument))
        }
        return arguments
    }

    private mutating func argument(_ node: YAML.Node, _ place: ExpressionUse.Place) -> Argument? {
        switch node.content {
        case .mapping: return .object(arguments(node, place))
        case .sequence(let elements):
            var values: [Argument] = []
            for element in elements {
                if let value = argument(element, place) { values.append(value) }
            }
            return .array(values)
        case .scalar(let scalar):
            if case .string = scalar.value { return template(node, place).map { .template($0) } }
            guard let value = JSON(node) else {
                report.invalidValue(node, "'\(scalar.text)' is no number that can be kept")
                return nil
            }
            return .literal(value)
        }
    }
}

extension JSON {
    /// The value of a node; nil when a number in it is none of JSON's.
    init?(_ node: YAML.Node) {
        switch node.content {
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .integer(let number) where JSON.safeIntegers.contains(number): self = .integer(number)
            case .integer(let number): self = JSON(Double(number))
            case .float(let number):
                guard number.isFinite else { return nil }
                self = JSON(number)
            case .string(let text): self = .string(text)
            }
        case .sequence(let elements):
            let values = elements.compactMap { JSON($0) }
            guard values.count == elements.count else { return nil }
            self = .array(values)
        case .mapping(let members):
            var object = JSON.Object()
            for member in members {
                guard let key = member.key.scalar?.text, let value = JSON(member.value) else { return nil }
                object[key] = value
            }
            self = .object(object)
        }
    }
}
