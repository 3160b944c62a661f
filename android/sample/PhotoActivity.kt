package dev.dynet.sample

import android.app.Activity
import android.content.Intent
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.os.Bundle
import android.util.Log
import android.widget.ImageView
import android.widget.ProgressBar
import dev.dynet.Budget
import dev.dynet.Options
import dev.dynet.RestoreException
import dev.dynet.Restorer
import dev.dynet.Step
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Restores a photo that the user picks and shows the progress. Leaving the screen cancels. */
class PhotoActivity : Activity() {
    private val scope = MainScope()
    private lateinit var bar: ProgressBar
    private lateinit var view: ImageView

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        bar = ProgressBar(this, null, android.R.attr.progressBarStyleHorizontal)
        view = ImageView(this)
        setContentView(view)
        addContentView(bar, android.view.ViewGroup.LayoutParams(-1, -2))
        // The picker hands out one photo and needs no permission.
        startActivityForResult(Intent(Intent.ACTION_GET_CONTENT).setType("image/*"), 1)
    }

    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        val photo = data?.data ?: return finish()
        scope.launch {
            val bitmap = withContext(Dispatchers.IO) {
                contentResolver.openInputStream(photo).use { BitmapFactory.decodeStream(it) }
            } ?: return@launch finish()
            view.setImageBitmap(bitmap)
            try {
                restore(bitmap)
            } catch (error: RestoreException) {
                Log.e("dynet", "code ${error.code}", error)
            }
        }
    }

    private suspend fun restore(bitmap: Bitmap) {
        val restorer = withContext(Dispatchers.IO) { Restorer.open(this@PhotoActivity, "default.dynet") }
        val options = Options(budget = Budget(latencyMs = 2000.0, memoryMb = 600))
        restorer.use {
            restorer.restoreFlow(bitmap, options).collect { step ->
                when (step) {
                    is Step.Tile -> bar.progress = 100 * step.done / step.total
                    is Step.Done -> view.setImageBitmap(step.restored.bitmap)
                }
            }
        }
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }
}
