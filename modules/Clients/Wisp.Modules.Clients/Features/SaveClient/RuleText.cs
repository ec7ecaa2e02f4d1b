using Microsoft.Extensions.Localization;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>States in the reader's words the rule that a value breaks.</summary>
[Feature]
internal sealed class RuleText(IStringLocalizer<ClientsText> text)
{
    public string Of(FieldError error) => text[error.Rule, [.. error.Arguments.Select(Named)]];

    // A document type is an argument by its code.
    private object Named(object argument) =>
        argument is string code && text[$"document.{code}"] is { ResourceNotFound: false } name ? name.Value : argument;
}
