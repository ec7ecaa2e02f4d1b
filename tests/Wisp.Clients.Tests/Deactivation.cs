namespace Wisp.Clients.Tests;

internal static class Deactivation
{
    public static async Task<Page> DeactivateAsync(ClientsApp app, Guid id, string? reason = "Se mudó") =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{id}/deactivate"), "form.form", ("reason", reason));

    public static async Task<Page> ReactivateAsync(ClientsApp app, Guid id) =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/clients/{id}/reactivate"), "form.form");
}
