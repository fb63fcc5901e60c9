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

package io.github.mptcpspring.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.mptcpspring.linux.Errno;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;

/**
 * TCP Fast Open (RFC 7413), with TCP and with MPTCP.
 */
public final class FastOpen {

	/** The bit of {@code net.ipv4.tcp_fastopen} without which listeners ignore it. */
	private static final int SERVER = 2;

	private static final Path SYSCTL = Path.of("/proc/sys/net/ipv4/tcp_fastopen");

	private final Linkage linkage;

	private final Path sysctl;

	FastOpen(Linkage linkage, Path sysctl) {
		this.linkage = linkage;
		this.sysctl = sysctl;
	}

	/**
	 * Answer the one of this host.
	 * @return the one of this host
	 */
	public static FastOpen ofThisHost() {
		return ThisHost.INSTANCE;
	}

	/**
	 * Give a listener a Fast Open queue. Whatever fails, the channel works as before.
	 * @param channel an open channel, bound or not
	 * @param queueLength how many connections may wait there whose SYN carried data and
	 * whose handshake is not complete, at least 1
	 * @return why it has no queue now, empty when it has one
	 */
	public Optional<Shortcoming> enable(ServerSocketChannel channel, int queueLength) {
		return switch (this.linkage) {
			case NotLinked notLinked -> Optional.of(notUsed(notLinked.because()));
			case Linked linked -> new DescriptorFinder(linked.calls()).find(channel::getOption, channel::setOption,
					(descriptor) -> enable(descriptor, queueLength),
					(unavailable) -> Optional.of(notUsed(unavailable)));
		};
	}

	static Shortcoming notUsed(Unavailable because) {
		return new Shortcoming("Fast Open is not used: " + because.reason(), because.remedy());
	}

	private Optional<Shortcoming> enable(Descriptor listener, int queueLength) {
		int result = listener.setInt(SocketOption.TCP_FASTOPEN, queueLength);
		return (result >= 0) ? Optional.empty()
				: Optional.of(new Shortcoming(
						"Fast Open is not used: this listener refuses TCP_FASTOPEN (" + Errno.name(-result) + ")",
						"Run on Linux 6.2 or newer, where MPTCP listeners take it, or set tfo.queue-length=0"));
	}

	/**
	 * Whether this host lets listeners use their Fast Open queue. The kernel takes the
	 * option without the bit 2 of the sysctl {@code net.ipv4.tcp_fastopen} and ignores it
	 * (ip-sysctl); setting the bit later is enough.
	 * @return why listeners do not use their queue, empty when they do or when the sysctl
	 * cannot be read
	 */
	public Optional<Shortcoming> findMissingServerBit() {
		int value;
		try {
			value = Integer.decode(Files.readString(this.sysctl).trim());
		}
		catch (IOException | NumberFormatException ex) {
			return Optional.empty();
		}
		if ((value & SERVER) != 0) {
			return Optional.empty();
		}
		return Optional.of(new Shortcoming(
				"Fast Open is not used: net.ipv4.tcp_fastopen is " + value + " and lacks the server bit (2)",
				"Set the bit with: sysctl -w net.ipv4.tcp_fastopen=" + (value | SERVER)));
	}

	/**
	 * Links the system calls at first use.
	 */
	private static final class ThisHost {

		private static final FastOpen INSTANCE = new FastOpen(Linkage.ofThisHost(), SYSCTL);

	}

}
