using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Everywhere;

/// <summary>What a page says, in which language.</summary>
internal static partial class Words
{
    public static async Task<IEnumerable<string>> ProblemsAsync(IPage page, Place place, bool english)
    {
        // Hidden labels for screen readers too, but not the other language's own name.
        var text = Blanks().Replace(await page.EvaluateAsync<string>("() => document.querySelector('.shell').textContent"), " ")
            .Replace("Español", "", StringComparison.Ordinal);
        var problems = new List<string>();
        var wanted = english ? place.English : place.Spanish;
        if (!text.Contains(wanted, StringComparison.Ordinal)) problems.Add($"lacks «{wanted}»: {text}");
        if (RawKey().Match(text) is { Success: true } key) problems.Add($"shows the key {key.Value}");
        if (english && SpanishWord().Match(text) is { Success: true } word) problems.Add($"says «{word.Value}» in English");
        return problems;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // A text that the resources lack shows as its key.
    [GeneratedRegex(@"(?<![\w.…])(list|form|field|view|menu|jobs|shell|roles|operators|panel|history|preview|upload|status|kind|rule)\.[a-z][\w-]+\b")]
    private static partial Regex RawKey();

    [GeneratedRegex(@"\b(Clientes|Guardar|Cancelar|Buscar|Estado|Siguiente|Ninguno|Todos|Editar|Cuándo|Quién|Acciones|Salir|opcional|sistema|pantalla)\b")]
    private static partial Regex SpanishWord();
}
