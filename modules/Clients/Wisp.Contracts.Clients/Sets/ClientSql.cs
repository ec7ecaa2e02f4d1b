namespace Wisp.Contracts.Clients;

/// <summary>
/// A parameterised <c>select</c> that a module gives to Clients, which puts it into a larger statement that runs in the role of
/// Clients: it may read published views and nothing else.
/// </summary>
/// <param name="Text">Constant SQL with its own parameters <c>$1</c>, <c>$2</c> …; what people typed goes into <paramref name="Values"/> alone.</param>
/// <param name="Values">The parameters in order; give NULLs and arrays a type.</param>
public sealed record ClientSql(string Text, params object?[] Values);
