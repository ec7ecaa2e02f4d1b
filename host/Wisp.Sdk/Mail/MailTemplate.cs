using Microsoft.AspNetCore.Components;

namespace Wisp.Sdk;

/// <summary>
/// Base of a mail's Razor component. It writes the body as plain markup (headings, paragraphs, lists, tables, links); the host puts
/// the ISP's name around it and derives the text part. It is rendered in the receiver's language, when it is handed over and
/// whenever the ledger shows it: from the model alone, without reading anything else.
/// </summary>
/// <typeparam name="TModel">The record that the message was queued with.</typeparam>
public abstract class MailTemplate<TModel> : ComponentBase
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;

    /// <summary>The message around it.</summary>
    [CascadingParameter]
    public MailFrame Frame { get; set; } = null!;

    /// <summary>The subject line, in the receiver's language.</summary>
    protected abstract string Subject { get; }

    /// <summary>A secret part.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The secret at hand-over, else <c>•••</c>.</returns>
    protected string Secret(string name) => Frame.Secrets.GetValueOrDefault(name, MailFrame.Hidden);

    /// <inheritdoc />
    protected override void OnParametersSet() => Frame.Subject = Subject;
}

/// <summary>What a template is given besides its model, and gives back.</summary>
/// <param name="isp">Settings of the ISP.</param>
/// <param name="secrets">Secret parts by name; empty where they must not be shown.</param>
public sealed class MailFrame(IspSettings isp, IReadOnlyDictionary<string, string> secrets)
{
    /// <summary>What stands for a secret part that is not shown.</summary>
    public const string Hidden = "•••";

    /// <summary>Settings of the ISP.</summary>
    public IspSettings Isp { get; } = isp;

    /// <summary>Secret parts by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; } = secrets;

    /// <summary>The subject line, set by the template.</summary>
    public string Subject { get; set; } = "";
}
