/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport.network;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

import io.github.mptcpspring.testsupport.KernelProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Verifies that a download which is on its way outlives the path that it comes over.
 */
public final class PathCutCheck {

	private final NetworkPath first;

	private final NetworkPath second;

	/**
	 * Create a new check.
	 * @param first the path that is cut
	 * @param second the path that remains
	 */
	public PathCutCheck(NetworkPath first, NetworkPath second) {
		this.first = first;
		this.second = second;
	}

	/**
	 * Download, and cut the first path when a sixth has arrived.
	 * @param client the client
	 * @param server the address of the server
	 * @param bytes how many bytes
	 * @param cut how the path is cut
	 * @return the download, which is over
	 * @throws InterruptedException when this thread is interrupted
	 */
	public Download verify(Downloader client, InetSocketAddress server, long bytes, Consumer<NetworkPath> cut)
			throws InterruptedException {
		long start = this.first.bytesToClient() + this.second.bytesToClient();
		Download download = client.download(server, bytes);
		download.awaitReceived(bytes / 6);
		cut.accept(this.first);
		long beforeFirst = this.first.bytesToClient();
		long beforeSecond = this.second.bytesToClient();
		download.await();
		// Other people's programs do not say
		assertThat(download.atClient()).isIn(null, KernelProtocol.MPTCP);
		assertThat(this.first.bytesToClient() - beforeFirst).isLessThan(bytes / 6);
		// To cut a path takes a moment, in which both carry bytes
		long rest = bytes - (beforeFirst + beforeSecond - start);
		assertThat(rest).isGreaterThan(bytes / 4);
		assertThat(this.second.bytesToClient() - beforeSecond).isGreaterThan(rest);
		return download;
	}

}
