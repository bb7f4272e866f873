import asyncio
import os
import tempfile


async def outputs_of(code, inputs, seconds=2.0):
    """What a program prints for each input; None where it fails. Compiled in a temporary folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = os.path.join(folder, "main.rs"), os.path.join(folder, "main")
        with open(source, "w") as handle:
            handle.write(code)
        compiler = await asyncio.create_subprocess_exec("rustc", "--edition", "2021", "-O", "-o", program, source, stderr=asyncio.subprocess.DEVNULL)
        if await compiler.wait():
            return None
        shown = []
        for text in inputs:
            process = await asyncio.create_subprocess_exec(program, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL)
            try:
                out, _ = await asyncio.wait_for(process.communicate(text.encode()), seconds)
                shown.append(out.decode().split() if process.returncode == 0 else None)
            except asyncio.TimeoutError:
                process.kill()
                shown.append(None)
        return shown
