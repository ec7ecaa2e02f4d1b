namespace Wisp.Modules.Clients.Domain;

/// <summary>A value that a rule refuses.</summary>
/// <param name="Field">The field of <see cref="ClientDraft"/>; its label is the text <c>field.&lt;Field&gt;</c>.</param>
/// <param name="Value">What was typed, or <c>null</c> when nothing was.</param>
/// <param name="Rule">Key of the text that states the rule, with places for <paramref name="Arguments"/>.</param>
/// <param name="Arguments">What the text's places take.</param>
internal sealed record FieldError(string Field, string? Value, string Rule, params object[] Arguments);

/// <summary>The outcome of checking a draft.</summary>
/// <param name="Values">What to store, when there is no error.</param>
/// <param name="Errors">What rules refuse.</param>
/// <param name="Doubts">What is probably wrong, and may be saved by somebody who has seen it; their rules begin with <c>doubt.</c>.</param>
internal sealed record ClientCheck(ClientValues? Values, IReadOnlyList<FieldError> Errors, IReadOnlyList<FieldError> Doubts);
