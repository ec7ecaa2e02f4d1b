using System.Globalization;

namespace Wisp.Host.Features.Help;

/// <summary>What was typed on the help page.</summary>
public sealed class HelpForm
{
    /// <summary>Empty lines for further links.</summary>
    private const int Spare = 3;

    public string? Assistant { get; set; }

    public string? Chat { get; set; }

    public IReadOnlyList<HelpLinkForm>? Links { get; set; }

    public static HelpForm Of(HelpLinks stored) => new()
    {
        Assistant = stored.Assistant,
        Chat = stored.Chat,
        Links =
        [
            .. stored.Links.Select((link, at) => new HelpLinkForm
            {
                Order = (at + 1).ToString(CultureInfo.InvariantCulture), Label = link.Label, Url = link.Url,
            }),
            .. Enumerable.Range(0, Math.Min(Spare, SaveHelp.MostLinks - stored.Links.Count)).Select(_ => new HelpLinkForm()),
        ],
    };
}

/// <summary>A line of the list; blank ones are left out.</summary>
public sealed class HelpLinkForm
{
    public string? Order { get; set; }

    public string? Label { get; set; }

    public string? Url { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Label) && string.IsNullOrWhiteSpace(Url);
}
