using Microsoft.Extensions.Localization;

namespace Wisp.Modules.Billing.Features.Methods;

/// <summary>What a payment method is called: those that Wisp brings in the reader's language.</summary>
internal static class MethodName
{
    public static string Of(IStringLocalizer text, string? code, string? name) => code is null ? name ?? "" : text[$"method.{code}"];
}
