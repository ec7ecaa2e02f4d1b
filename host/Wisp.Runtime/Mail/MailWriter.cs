using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>A message as its reader gets it.</summary>
/// <param name="Subject">Subject line.</param>
/// <param name="Html">The whole HTML document.</param>
/// <param name="Text">The same as plain text.</param>
public sealed record WrittenMail(string Subject, string Html, string Text);

/// <summary>Writes messages from their templates, in the receiver's language.</summary>
public sealed class MailWriter(MailKinds kinds, IIsp isp, IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Writes a message.</summary>
    /// <param name="kind">Key of its kind.</param>
    /// <param name="model">The model as JSON.</param>
    /// <param name="culture">The receiver's language.</param>
    /// <param name="secrets">Secret parts by name; empty shows them as <c>•••</c>.</param>
    /// <param name="cancellationToken">Cancels the reading of settings.</param>
    /// <returns>The message, or <c>null</c> when the module that owns the kind does not run here.</returns>
    public async Task<WrittenMail?> WriteAsync(
        string kind, string model, string culture, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        if (kinds.Find(kind) is not { } definition) return null;
        var frame = new MailFrame(await isp.SettingsAsync(cancellationToken), secrets);
        var language = CultureInfo.GetCultureInfo(culture);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MailLayout.Frame)] = frame,
            [nameof(MailLayout.Template)] = definition.Template,
            [nameof(MailLayout.Parameters)] = new Dictionary<string, object>
            {
                [nameof(MailTemplate<>.Model)] = JsonSerializer.Deserialize(model, definition.Model, JsonSerializerOptions.Web)!,
            },
            [nameof(MailLayout.Language)] = language.Name,
        });
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            try
            {
                return (await renderer.RenderComponentAsync<MailLayout>(parameters)).ToHtmlString();
            }
            finally
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
            }
        });
        return new WrittenMail(OneLine(frame.Subject), html, PlainText.Of(html));
    }

    // A line break in a subject would begin another header.
    private static string OneLine(string subject) =>
        string.Join(' ', subject.Split([.. subject.Where(char.IsControl).Distinct()], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
