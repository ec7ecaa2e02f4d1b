using System.Globalization;

namespace Wisp.Modules.Portal.Features.Devices;

/// <summary>A name as a stranger may see it: who knows it recognises it.</summary>
internal static class MaskedName
{
    public static string Of(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => StringInfo.GetNextTextElement(word) + "***"));
}
