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

package io.github.mptcpspring.reactor;

import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.internal.connection.ConnectionClassifier;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.netty.ChannelDescriptor;
import io.github.mptcpspring.internal.netty.FirstHandlerInstaller;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Provides the guarantees of a connect without Fast Open to a client with Fast Open.
 * <p>
 * If a cookie is known, the connection becomes active before anything is sent. Netty's
 * connect timeout ends then, and a refused connection is a failure of the first read or
 * write, too late to try the next address. So this handler runs the timeout, from the
 * first data, which is sent with the SYN, and converts a failure before the first
 * response to that of a connect.
 * <p>
 * If a TLS handshake or a proxy starts the connection, the connect completes with the
 * first response, and the next address is tried as usual. An HTTP request is not written
 * before the connect has completed, so Fast Open is not used for a name with several
 * addresses.
 */
final class FastOpenConnection extends ChannelDuplexHandler {

	private final Descriptors descriptors;

	private @Nullable SocketAddress remote;

	private @Nullable ChannelPromise unreported;

	private @Nullable Future<?> timeout;

	private FastOpenConnection(Descriptors descriptors) {
		this.descriptors = descriptors;
	}

	/**
	 * Add the handler to a channel until the first response.
	 * @param channel the channel, not registered yet
	 * @param descriptors finds its descriptor
	 */
	static void addTo(Channel channel, Descriptors descriptors) {
		FirstHandlerInstaller.install(channel, new FastOpenConnection(descriptors));
	}

	@Override
	public void connect(ChannelHandlerContext context, SocketAddress remoteAddress, SocketAddress localAddress,
			ChannelPromise promise) {
		this.remote = remoteAddress;
		boolean reportedLater = isBegunByAHandler(context.pipeline());
		if (remoteAddress instanceof AlternativeAddress && !reportedLater) {
			descriptor(context.channel()).ifPresent(FastOpen::connectWithout);
			context.pipeline().remove(this);
			context.connect(remoteAddress, localAddress, promise);
			return;
		}
		ChannelPromise connected = context.newPromise();
		connected.addListener((future) -> {
			if (!future.isSuccess()) {
				promise.tryFailure(future.cause());
				return;
			}
			this.unreported = promise;
			if (!isConnecting(context.channel())) {
				context.pipeline().remove(this);
			}
			else if (!reportedLater) {
				report();
			}
		});
		context.connect(remoteAddress, localAddress, connected);
	}

	private static boolean isBegunByAHandler(ChannelPipeline pipeline) {
		return pipeline.get(NettyPipeline.SslHandler) != null || pipeline.get(NettyPipeline.ProxyHandler) != null;
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		ChannelPromise reported = promise.unvoid();
		ChannelPromise written = context.newPromise();
		written.addListener((future) -> {
			if (future.isSuccess()) {
				reported.trySuccess();
				return;
			}
			Throwable failure = ConnectFailure.of(future.cause(), this.remote);
			if (failure != future.cause() && this.unreported != null) {
				fail(context, failure);
			}
			reported.tryFailure(failure);
		});
		context.write(message, written);
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		context.flush();
		int timeoutMillis = context.channel().config().getConnectTimeoutMillis();
		if (this.timeout == null && timeoutMillis > 0 && context.channel().isActive() && !context.isRemoved()) {
			this.timeout = context.executor()
				.schedule(() -> expire(context, timeoutMillis), timeoutMillis, TimeUnit.MILLISECONDS);
		}
	}

	private void expire(ChannelHandlerContext context, int timeoutMillis) {
		if (isConnecting(context.channel())) {
			fail(context,
					new ConnectTimeoutException("connection timed out after " + timeoutMillis + " ms: " + this.remote));
		}
		else {
			context.pipeline().remove(this);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		context.pipeline().remove(this);
		context.fireChannelRead(message);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		Throwable failure = ConnectFailure.of(cause, this.remote);
		if (failure != cause) {
			fail(context, failure);
		}
		else {
			report();
			context.fireExceptionCaught(cause);
		}
	}

	// If the connect has not completed, it completes with this failure. Reactor Netty
	// treats a channel as connected after its TLS handshake: it must not be notified of
	// a handshake that failed before
	private void fail(ChannelHandlerContext context, Throwable failure) {
		ChannelPromise promise = this.unreported;
		this.unreported = null;
		if (promise != null && context.pipeline().get(NettyPipeline.SslHandler) != null) {
			context.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new Silence());
		}
		context.fireExceptionCaught(failure);
		context.close();
		if (promise != null) {
			promise.tryFailure(failure);
		}
	}

	// Closed by the application before the SYN has been answered
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		ChannelPromise connect = this.unreported;
		if (connect != null && isConnecting(context.channel())) {
			this.unreported = null;
			connect.tryFailure(new ConnectTimeoutException("connection closed before it was made: " + this.remote));
		}
		context.close(promise);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		end();
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		end();
	}

	private void end() {
		report();
		Future<?> running = this.timeout;
		if (running != null) {
			// The task refers to the channel
			running.cancel(false);
		}
	}

	private void report() {
		ChannelPromise promise = this.unreported;
		this.unreported = null;
		if (promise != null) {
			promise.trySuccess();
		}
	}

	private boolean isConnecting(Channel channel) {
		return channel.isOpen() && descriptor(channel).filter(ConnectionClassifier::isConnecting).isPresent();
	}

	private Optional<BorrowedDescriptor> descriptor(Channel channel) {
		return ChannelDescriptor.find(channel, this.descriptors).descriptor();
	}

	/**
	 * Suppresses events of a channel whose connect has failed.
	 */
	private static final class Silence extends ChannelInboundHandlerAdapter {

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			// A channel whose connect failed was never active
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			ReferenceCountUtil.release(event);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			// The promise has failed already
		}

	}

}
