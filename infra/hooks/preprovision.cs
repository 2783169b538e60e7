// azd runs this before it provisions, in the root of the repository. It creates the API's registration in Entra ID,
// which Azure Resource Manager cannot create, and finds the addresses that the templates need of whoever deploys.
// azd reads its environment again after each hook. Run again, this hook changes nothing.

using Lectern.Hooks;

return await Hook.RunAsync("preprovision: the API's registration", async () =>
{
    await RegistrationSetup.EnsureAsync();
    await OperatorEmail.EnsureAsync();
    await DeployerAddress.EnsureAsync();
});
