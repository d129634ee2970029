"""Un relais local qui compte les octets entre le navigateur et un serveur, dans les deux sens, en-têtes compris."""

from __future__ import annotations

import asyncio
import threading

CHUNK = 65536


class CountingProxy:
    """Relaie 127.0.0.1:`port` (choisi par le système) vers 127.0.0.1:`target`. `sent` : vers le serveur ; `received` : de lui."""

    def __init__(self, target: int):
        self.target = target
        self.sent = 0
        self.received = 0
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> CountingProxy:
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._relay, "127.0.0.1", 0), self._loop).result()
        self.port = server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(timeout=5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    @staticmethod
    async def _end() -> None:
        """Coupe les relais encore ouverts : le navigateur garde ses connexions longtemps."""
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pipe(reader, far_writer, "sent"), self._pipe(far_reader, writer, "received"))

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counter: str) -> None:
        try:
            while data := await reader.read(CHUNK):
                setattr(self, counter, getattr(self, counter) + len(data))
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass  # l'autre bout a fermé : il n'y a plus rien à relayer
        finally:
            writer.close()
