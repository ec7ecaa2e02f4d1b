namespace Wisp.Clients.Tests;

[Collection(FormTests.Name)]
[Trait("rule", "MAIL-10")]
public sealed class BouncedEmailTests(ClientsApp app)
{
    private const string Warning = "volvió un mail a esta dirección: 5.1.1 no existe";

    [Fact]
    [Trait("rule", "MAIL-09")]
    public async Task A_client_whose_mail_came_back_is_marked_on_form_page_and_panel_until_the_address_changes()
    {
        var name = ClientsApp.Unique("rebota");
        var id = await app.CreatedAsync(("Name", name), ("Email", $"1{name}@isp.example"));
        foreach (var url in Places(id)) Assert.DoesNotContain(Warning, (await app.Admin.GetAsync(url)).Text, StringComparison.Ordinal);

        await app.Database.RunAsync(
            """
            insert into host.mail (kind, address, culture, subject_id, model, carries_secret, state, bounced_at, bounce_reason, actor)
            values ('clients.export', $1, 'es-AR', $2, '{}', false, 'handed_over', now(), '5.1.1 no existe', 'Eva')
            """, $"1{name.ToUpperInvariant()}@ISP.example", id);

        foreach (var url in Places(id)) Assert.Contains(Warning, (await app.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
        await app.EditAsync(id, ("Email", $"{name}@isp.example"));
        foreach (var url in Places(id)) Assert.DoesNotContain(Warning, (await app.Admin.GetAsync(url)).Text, StringComparison.Ordinal);
    }

    private static string[] Places(Guid id) => [$"/clients/{id}/edit", $"/clients/{id}", $"/clients?sel={id}"];
}
