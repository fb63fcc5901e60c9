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

package io.github.mptcpspring.testsupport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import org.jspecify.annotations.Nullable;

/**
 * A small Linux with one process: descriptors, the sockets that they refer to, and the
 * limit of open files. Its standard streams are open and no sockets.
 */
public final class FakeSystemCalls implements SystemCalls {

	private static final int SOCK_TYPE_MASK = 0xf;

	/** A file that is not a socket. */
	private static final Object STREAM = new Object();

	private final Map<Integer, Object> files = new TreeMap<>(Map.of(0, STREAM, 1, STREAM, 2, STREAM));

	private final Set<Integer> closeOnExec = new HashSet<>();

	private final Map<SockOpt, Integer> defaults = new EnumMap<>(Map.of(SockOpt.SO_SNDBUF, 16384, SockOpt.SO_RCVBUF,
			131072, SockOpt.TCP_KEEPIDLE, 7200, SockOpt.TCP_KEEPINTVL, 75, SockOpt.TCP_KEEPCNT, 9));

	private int limit = 1024;

	/** What a sysctl does: change the value of an option that a new socket has. */
	public void setDefault(SockOpt option, int value) {
		this.defaults.put(option, value);
	}

	/** What {@code RLIMIT_NOFILE} does: every descriptor stays below the limit. */
	public void setLimit(int limit) {
		this.limit = limit;
	}

	public FakeSocket at(int descriptor) {
		return (FakeSocket) this.files.get(descriptor);
	}

	public boolean isCloseOnExec(int descriptor) {
		return this.closeOnExec.contains(descriptor);
	}

	public Set<Integer> openDescriptors() {
		return Set.copyOf(this.files.keySet());
	}

	@Override
	public int socket(int domain, int type, int protocol) {
		FakeSocket socket = new FakeSocket(domain, protocol, (type & SysSocket.SOCK_NONBLOCK) != 0, this.defaults);
		boolean stream = (type & SOCK_TYPE_MASK) == SysSocket.SOCK_STREAM;
		if (!stream && (protocol == SysSocket.IPPROTO_TCP || socket.isMptcp())) {
			return -Errno.EPROTONOSUPPORT;
		}
		return install(socket, 0, (type & SysSocket.SOCK_CLOEXEC) != 0);
	}

	private int install(Object file, int lowest, boolean closesOnExec) {
		int number = lowest;
		while (this.files.containsKey(number)) {
			number++;
		}
		if (number >= this.limit) {
			return -Errno.EMFILE;
		}
		put(number, file, closesOnExec);
		return number;
	}

	private void put(int number, Object file, boolean closesOnExec) {
		this.files.put(number, file);
		if (closesOnExec) {
			this.closeOnExec.add(number);
		}
		else {
			this.closeOnExec.remove(number);
		}
	}

	@Override
	public int dup3(int source, int target, int flags) {
		if (source == target) {
			return -Errno.EINVAL;
		}
		if (!this.files.containsKey(source) || target < 0 || target >= this.limit) {
			return -Errno.EBADF;
		}
		put(target, this.files.get(source), (flags & Fcntl.O_CLOEXEC) != 0);
		return target;
	}

	@Override
	public int close(int descriptor) {
		this.closeOnExec.remove(descriptor);
		return (this.files.remove(descriptor) != null) ? 0 : -Errno.EBADF;
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		Object file = this.files.get(descriptor);
		if (file == null) {
			return -Errno.EBADF;
		}
		return switch (command) {
			case Fcntl.F_GETFD -> isCloseOnExec(descriptor) ? Fcntl.FD_CLOEXEC : 0;
			case Fcntl.F_GETFL -> (file instanceof FakeSocket socket && socket.isNonBlocking()) ? Fcntl.O_NONBLOCK : 0;
			case Fcntl.F_DUPFD_CLOEXEC -> (argument >= this.limit) ? -Errno.EINVAL : install(file, argument, true);
			default -> -Errno.EINVAL;
		};
	}

	@Override
	public int getsockopt(int descriptor, SockOpt option, byte[] value) {
		FakeSocket socket = socketAt(descriptor);
		return (socket != null) ? socket.get(option, value) : notASocket(descriptor);
	}

	@Override
	public int setsockopt(int descriptor, SockOpt option, byte[] value) {
		FakeSocket socket = socketAt(descriptor);
		return (socket != null) ? socket.set(option, value) : notASocket(descriptor);
	}

	@Override
	public int getsockname(int descriptor, SockAddr address) {
		FakeSocket socket = socketAt(descriptor);
		return address.keepLength((socket != null)
				? write(socket, socket.isBound() || socket.isConnected(), address.bytes()) : notASocket(descriptor));
	}

	@Override
	public int getpeername(int descriptor, SockAddr address) {
		FakeSocket socket = socketAt(descriptor);
		if (socket == null) {
			return address.keepLength(notASocket(descriptor));
		}
		return address.keepLength(socket.isConnected() ? write(socket, true, address.bytes()) : -Errno.ENOTCONN);
	}

	/** Linux before 6.5. */
	@Override
	public int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		return fullInfo.keepLength((socketAt(descriptor) != null) ? -Errno.EOPNOTSUPP : notASocket(descriptor));
	}

	@Override
	public int send(int descriptor, byte[] message, int flags) {
		return (socketAt(descriptor) != null) ? -Errno.ENOTCONN : notASocket(descriptor);
	}

	@Override
	public int recvfrom(int descriptor, byte[] message, int flags, byte[] sender) {
		return (socketAt(descriptor) != null) ? -Errno.ENOTCONN : notASocket(descriptor);
	}

	private int write(FakeSocket socket, boolean inUse, byte[] address) {
		ByteBuffer.wrap(address)
			.order(ByteOrder.nativeOrder())
			.putShort((short) socket.domain())
			.order(ByteOrder.BIG_ENDIAN)
			.putShort((short) (inUse ? 8080 : 0));
		return (socket.domain() == SysSocket.AF_INET6) ? 28 : 16;
	}

	private @Nullable FakeSocket socketAt(int descriptor) {
		return (this.files.get(descriptor) instanceof FakeSocket socket) ? socket : null;
	}

	private int notASocket(int descriptor) {
		return this.files.containsKey(descriptor) ? -Errno.ENOTSOCK : -Errno.EBADF;
	}

}
