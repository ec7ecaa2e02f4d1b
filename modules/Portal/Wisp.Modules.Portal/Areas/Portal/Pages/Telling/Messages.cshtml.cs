using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Portal.Features.Messages;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Areas.Portal.Pages.Telling;

/// <summary>Tells many subscribers at once: who they are is counted and shown first.</summary>
[RequirePermission(PortalPermissions.Messages)]
internal sealed class MessagesModel(Messages messages, Audiences audiences, IStringLocalizer<NoticeText> text) : TellingPage(text)
{
    [BindProperty]
    public MessageInput Input { get; set; } = new();

    public AudienceCount? Preview { get; private set; }

    public IReadOnlyList<AudienceChoice> Zones { get; private set; } = [];

    public IReadOnlyList<AudienceChoice> Nodes { get; private set; } = [];

    public IReadOnlyList<SentMessage> Sent { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input = new MessageInput { Id = Guid.CreateVersion7(), Audience = Audience.Everybody };
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var (message, problems) = await messages.ReadAsync(Input, cancellationToken);
        if (message is null) return Refuse(problems);
        Preview = await audiences.CountAsync(message.Audience, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken cancellationToken)
    {
        var (message, problems) = await messages.ReadAsync(Input, cancellationToken);
        if (message is null)
        {
            await LoadAsync(cancellationToken);
            return Refuse(problems);
        }

        if (await messages.SendAsync(Input.Id == Guid.Empty ? Guid.CreateVersion7() : Input.Id, message, cancellationToken) is not { } before) return Done("/subscribers/messages", "message.sent");
        // Whoever went back and wrote something else is asked whether that is to go out too.
        Input.Id = Guid.CreateVersion7();
        await LoadAsync(cancellationToken);
        Preview = await audiences.CountAsync(message.Audience, cancellationToken);
        return Refuse(new Problem(nameof(Input.Title), "message.other-sent", before));
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Zones = await audiences.ZonesAsync(cancellationToken);
        Nodes = await audiences.NodesAsync(cancellationToken);
        Sent = await messages.ListAsync(cancellationToken);
    }
}
