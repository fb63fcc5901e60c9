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

package io.github.mptcpspring.internal.connection;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpSubflowInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import org.jspecify.annotations.Nullable;

/**
 * A process whose other threads can close and open sockets between any two of the system
 * calls of the thread under test. Its kernel is Linux 6.18 unless it is told otherwise.
 */
final class FakeProcess implements SystemCalls {

	private static final int AF_UNIX = 1;

	private static final int FIRST_OPENED = 100;

	private final Map<Integer, NumberedSocket> sockets = new TreeMap<>();

	private final Set<Integer> opened = new TreeSet<>();

	private int mptcpInfoLength = SockOpt.MPTCP_INFO.length();

	private int numberOfCalls;

	private int changeIndex = -1;

	private Runnable change = () -> {
	};

	FakeProcess with(int descriptor, @Nullable NumberedSocket socket) {
		if (socket != null) {
			this.sockets.put(descriptor, socket);
		}
		else {
			this.sockets.remove(descriptor);
		}
		return this;
	}

	/** Let the kernel be Linux 6.1. */
	FakeProcess onLinux61() {
		this.mptcpInfoLength = 48;
		return this;
	}

	/** Let another thread change what a descriptor is right before a call. */
	FakeProcess changeBefore(int index, int descriptor, @Nullable NumberedSocket socket) {
		this.changeIndex = index;
		this.change = () -> with(descriptor, socket);
		return this;
	}

	int numberOfCalls() {
		return this.numberOfCalls;
	}

	/** Return what the thread under test has opened and not closed. */
	Set<Integer> opened() {
		return this.opened;
	}

	private boolean isLinux61() {
		return this.mptcpInfoLength < SockOpt.MPTCP_INFO.length();
	}

	private int call(int descriptor, ToIntFunction<NumberedSocket> call) {
		if (this.numberOfCalls++ == this.changeIndex) {
			this.change.run();
		}
		NumberedSocket socket = this.sockets.get(descriptor);
		return (socket != null) ? call.applyAsInt(socket) : -Errno.EBADF;
	}

	@Override
	public int getsockname(int descriptor, SockAddr address) {
		return address.keepLength(call(descriptor, (socket) -> {
			if (socket.kind() == NumberedSocket.Kind.UNIX) {
				buffer(address.bytes(), 0).putShort((short) AF_UNIX);
				return Short.BYTES;
			}
			return write(socket.local(), address.bytes(), 0);
		}));
	}

	@Override
	public int getpeername(int descriptor, SockAddr address) {
		return address.keepLength(call(descriptor,
				(socket) -> socket.isConnected() ? write(socket.remote(), address.bytes(), 0) : -Errno.ENOTCONN));
	}

	private static int write(InetSocketAddress source, byte[] target, int offset) {
		buffer(target, offset).putShort((short) SysSocket.AF_INET)
			.order(ByteOrder.BIG_ENDIAN)
			.putShort((short) source.getPort())
			.put(source.getAddress().getAddress())
			.putLong(0);
		return 16;
	}

	private static ByteBuffer buffer(byte[] target, int offset) {
		return ByteBuffer.wrap(target).position(offset).slice().order(ByteOrder.nativeOrder());
	}

	@Override
	public int getsockopt(int descriptor, SockOpt option, byte[] value) {
		if (this.opened.contains(descriptor)) {
			return mptcpInfo(NumberedSocket.of(NumberedSocket.Kind.MPTCP_LISTENER, 0, 0), value);
		}
		return call(descriptor, (socket) -> switch (option) {
			case SO_PROTOCOL -> writeInt(socket.kind().number(), value);
			case SO_ACCEPTCONN -> writeInt(socket.kind().isListener() ? 1 : 0, value);
			case SO_COOKIE -> {
				buffer(value, 0).putLong(socket.cookie());
				yield Long.BYTES;
			}
			case MPTCP_INFO -> socket.kind().knowsMptcpInfo() ? mptcpInfo(socket, value) : -Errno.EOPNOTSUPP;
			case TCP_INFO -> socket.kind().knowsTcpInfo() ? tcpInfo(socket, value, 0) : -Errno.EOPNOTSUPP;
			default -> -Errno.ENOPROTOOPT;
		});
	}

	private static int writeInt(int number, byte[] value) {
		buffer(value, 0).putInt(number);
		return Integer.BYTES;
	}

	private int mptcpInfo(NumberedSocket socket, byte[] target) {
		ByteBuffer info = ByteBuffer.allocate(SockOpt.MPTCP_INFO.length()).order(ByteOrder.nativeOrder());
		info.put(0, (byte) Math.max(0, socket.subflows() - 1));
		info.putInt(8, (socket.kind() == NumberedSocket.Kind.MPTCP) ? 2 : 0);
		info.putInt(12, socket.token());
		info.putLong(48, socket.bytesRetransmitted());
		info.putLong(56, socket.bytesSent());
		info.putLong(64, socket.bytesReceived());
		info.put(80, (byte) socket.subflows());
		info.get(0, target, 0, this.mptcpInfoLength);
		return this.mptcpInfoLength;
	}

	private static int tcpInfo(NumberedSocket socket, byte[] target, int offset) {
		ByteBuffer info = buffer(target, offset);
		info.put(0, (byte) 1);
		info.put(5, (byte) (socket.isFastOpen() ? 0x20 : 0));
		info.putInt(68, socket.rttMicros());
		info.putInt(80, socket.congestionWindow());
		info.putInt(100, socket.retransmits());
		info.putLong(128, socket.bytesReceived());
		info.putLong(200, socket.bytesSent() + socket.bytesRetransmitted());
		info.putLong(208, socket.bytesRetransmitted());
		return TcpInfo.LENGTH;
	}

	@Override
	public int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		return fullInfo.keepLength(writeFullInfo(descriptor, fullInfo));
	}

	private int writeFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		if (isLinux61()) {
			return -Errno.EOPNOTSUPP;
		}
		if (this.opened.contains(descriptor)) {
			return MptcpFullInfo.LENGTH;
		}
		return call(descriptor, (socket) -> {
			if (!socket.kind().knowsMptcpInfo()) {
				return -Errno.EOPNOTSUPP;
			}
			buffer(fullInfo.bytes(), 0).putInt(0, TcpInfo.LENGTH).putInt(16, socket.subflows());
			byte[] subflowInfos = fullInfo.subflowInfos();
			int capacity = subflowInfos.length / MptcpSubflowInfo.LENGTH;
			for (int i = 0; i < Math.min(socket.subflows(), capacity); i++) {
				int subflow = i * MptcpSubflowInfo.LENGTH;
				buffer(subflowInfos, subflow).putInt(i);
				write(socket.local(), subflowInfos, subflow + 8);
				write(socket.remote(), subflowInfos, subflow + 136);
				tcpInfo(socket, fullInfo.tcpInfos(), i * TcpInfo.LENGTH);
			}
			return MptcpFullInfo.LENGTH;
		});
	}

	@Override
	public int socket(int domain, int type, int protocol) {
		int descriptor = FIRST_OPENED + this.opened.size();
		this.opened.add(descriptor);
		return descriptor;
	}

	@Override
	public int close(int descriptor) {
		return this.opened.remove(descriptor) ? 0 : -Errno.EBADF;
	}

	@Override
	public int send(int descriptor, byte[] message, int flags) {
		return message.length;
	}

	@Override
	public int recvfrom(int descriptor, byte[] message, int flags, byte[] sender) {
		return -Errno.EAGAIN;
	}

	@Override
	public int setsockopt(int descriptor, SockOpt option, byte[] value) {
		throw new AssertionError("Nothing is to be changed");
	}

	@Override
	public int dup3(int source, int target, int flags) {
		throw new AssertionError("Nothing is to be changed");
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		throw new AssertionError("Nothing of this is to be asked");
	}

}
